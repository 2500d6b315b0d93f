#!/bin/sh
# Makes the Timewarrior exports of the tests with the real program:
#     tests/data/make_timewarrior.sh [DIRECTORY]
# The directory is timewarrior/ beside this script unless another is named. Times are told in the
# zone of Berlin, as a person there types them; Timewarrior exports UTC.
set -eu

out=${1:-$(dirname "$0")/timewarrior}
mkdir -p "$out"
TIMEWARRIORDB=$(mktemp -d)
export TIMEWARRIORDB
trap 'rm -rf "$TIMEWARRIORDB"' EXIT
export TZ=Europe/Berlin
# Asks once whether it may set up its directory.
echo yes | timew --version >"$TIMEWARRIORDB/asked" 2>&1

quietly() { timew "$@" :yes >/dev/null; }
export_as() { timew export >"$out/$1.json"; }

# A week with several tags, a tag of two words, seconds, an annotation with quotation marks.
quietly track 2017-01-09T09:00:00 - 2017-01-09T10:20:30 CMS-WEB CMS
quietly track 2017-01-09T10:30:00 - 2017-01-09T12:00:00 cms-web AEWA "first draft"
quietly annotate @1 'said "ready", então'
quietly track 2017-01-10T09:00:00 - 2017-01-10T09:45:29 CMS-WEB CMS AEWA
quietly track 2017-01-10T10:00:00 - 2017-01-10T11:00:00 CMS-WEB joint
quietly track 2017-01-11T09:00:00 - 2017-01-11T09:30:00 ADMIN
export_as week

# Two days later: the same and more, the timer running.
quietly track 2017-01-12T09:00:00 - 2017-01-12T10:00:00 CMS-WEB CMS
quietly start 2017-01-12T11:00:00 CMS-WEB CMS
export_as week-and-more
quietly cancel

# Corrected at the source: an end, the tags, a start.
quietly modify end @6 2017-01-09T10:25:00
quietly untag @5 AEWA
quietly tag @5 CMS
quietly modify start @2 2017-01-11T08:55:00
export_as week-corrected
quietly delete @1 @2 @3 @4 @5 @6

# Across midnight, and over both changes of the clocks: 2 h 30 min of clock time at dawn of
# 26 March are 1 h 30 min of work, and of 29 October 3 h 30 min.
quietly track 2017-01-16T22:00:00 - 2017-01-17T01:30:00 CMS-WEB CMS
quietly track 2017-03-26T01:30:00 - 2017-03-26T04:00:00 CMS-WEB AEWA
quietly track 2017-03-26T23:30:00 - 2017-03-27T00:15:00 CMS-WEB AEWA
quietly track 2017-10-28T23:00:00 - 2017-10-29T01:00:00 CMS-WEB CMS
quietly track 2017-10-29T01:30:00 - 2017-10-29T04:00:00 CMS-WEB CMS
export_as clocks

# Later the night's work turned out to end before midnight.
quietly modify end @5 2017-01-16T23:00:00
export_as clocks-corrected
