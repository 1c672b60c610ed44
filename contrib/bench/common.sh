# Sourced by the benchmarks: an optimised build in build/bench, and the corpus.
bench_source=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)
bench_build=$bench_source/build/bench
corpus=${GISTWIRE_CORPUS-$bench_source/../shared/corpus}

bench_build() {
  mkdir -p "$bench_build"
  { [ -e "$bench_source/configure" ] || "$bench_source/autogen.sh"
    cd "$bench_build"
    [ -e Makefile ] || "$bench_source/configure" CFLAGS="-O2 -g"
    make -j"$(nproc)" "$@"; } >"$bench_build/build.log" 2>&1 || { tail -n 30 "$bench_build/build.log" >&2; return 1; }
}

need_corpus() {
  [ -d "$corpus/newsletters" ] || { echo "there is no corpus at $corpus; set GISTWIRE_CORPUS" >&2; exit 77; }
}
