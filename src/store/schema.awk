# Makes a C table of the migrations in data/schema out of the .sql files named as arguments, in order: the first makes version 1
# of an empty database, each other one the next version of the one before.
function die(message) {
  print "schema.awk: " message | "cat >&2"
  failed = 1
  exit 1
}
BEGIN {
  print "/* SPDX-License-Identifier: MIT */"
  print "/* Made from data/schema by schema.awk. */"
  print "#include \"store/migrate.h\"\n"
  print "const Migration store_migrations[] = {"
}
FNR == 1 {
  name = FILENAME
  sub(/.*\//, "", name)
  if (name !~ sprintf("^%03d-[a-z-]+\\.sql$", ++count))
    die(FILENAME ": wanted a name like " sprintf("%03d", count) "-what-it-does.sql")
  if (count > 1)
    print "  },"
  print "  { \"" name "\","
}
{
  gsub(/\\/, "\\\\")
  gsub(/"/, "\\\"")
  print "    \"" $0 "\\n\""
}
END {
  if (failed)
    exit 1
  if (count > 0)
    print "  },"
  print "  { NULL, NULL }\n};"
}
