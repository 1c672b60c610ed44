#!/usr/bin/python3
"""letters.py FOLDER NOW: newsletters that name the same articles, written into FOLDER, dated by NOW (seconds; letters of SECONDS before)."""
import email.message
import email.utils
import sys

# (name, sender, seconds before NOW, topic sentence, links)
LETTERS = [
    ("bees-1", "The Beekeeper <bees@hive.example>", 3 * 3600, "Beekeepers count their hives after a winter of storms in the valley.", [
        ("https://www.meadow.example/bees/home?utm_source=hive&utm_medium=email", "How bees find their way home after a storm"),
        ("https://meadow.example/honey", "What honey tells about the flowers of a valley")]),
    ("garden-1", "The Gardener <post@garden.example>", 5 * 3600, "Gardeners plant hedges for bees before the winter storms arrive.", [
        ("http://meadow.example/bees/home/#comments", "Read more"),
        ("https://hedges.example/plant?id=7", "Ten hedges that feed bees through the autumn"),
        ("https://hedges.example/plant?id=8", "Ten hedges that feed birds through the winter")]),
    ("garden-2", "The Gardener <post@garden.example>", 20 * 3600, "Rain has filled the ponds, and gardeners clean their tools.", [
        ("https://meadow.example/bees/home?fbclid=abc", "Bees find home, says a study of storms"),
        ("https://ponds.example/rain", "Why every garden should have a pond")]),
    ("river-1", "River & Pond <river@water.example>", 30 * 3600, "The river rose after the rain, and fish came back.", [
        ("https://ponds.example/rain", "A pond for every garden, and why it matters"),
        ("https://ponds.example/Rain", "Another page whose address differs by a letter")]),
    ("old-1", "The Archive <old@archive.example>", 20 * 86400, "An old letter about bees and their way home.", [
        ("https://archive.example/old/story", "An old story that nobody names today"),
        ("https://hedges.example/plant?id=7", "Hedges, as they were planted long ago"),
        ("https://archive.example/survey?to={address}", "A survey of every hive in the valley")]),
]


def write(folder, now, letter, address):
    name, sender, before, sentence, links = letter
    message = email.message.EmailMessage()
    message["From"], message["To"], message["Subject"] = sender, address, f"Letter {name}"
    message["Date"] = email.utils.formatdate(now - before)
    message["Message-ID"] = f"<{name}-{now}@letters.example>"
    items = "".join(f'<h2><a href="{url.format(address=address.replace("@", "%40"))}">{text}</a></h2><p>A few words about it, so that there is something to read '
                    f"here for everyone who likes {name}.</p>" for url, text in links)
    message.set_content("see HTML")
    message.add_alternative(f"<html><body><h1>Letter {name}</h1><p>{sentence}</p>{items}<p>Until next week.</p></body></html>", subtype="html")
    with open(f"{folder}/{name}.eml", "wb") as file:
        file.write(message.as_bytes())


folder, now = sys.argv[1], int(sys.argv[2])
for letter in LETTERS:
    write(folder, now, letter, "src@news.example")
