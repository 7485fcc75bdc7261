#!/usr/bin/env bash
# Builds everything in Release and runs the comparison with the peers (tests/bench/compare), on loopback.
#
#   tests/bench/run.sh                  everything, under 30 minutes; writes tests/bench/RESULTS.md
#   tests/bench/run.sh --quick          a first look, under 5 minutes
#   tests/bench/run.sh --rounds 10 --only saturation,get,yarp,actorproxy-forward
#   tests/bench/run.sh --scale          how cost grows with mappings, edges and shadow nodes
set -euo pipefail
cd "$(dirname "$0")/../.."
export DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_NOLOGO=1 MSBUILDDISABLENODEREUSE=1

install() (
  if [ "$(id -u)" -ne 0 ]; then
    echo "bench: needs these Debian packages: $*" >&2
    exit 1
  fi
  # The packages must not start services of their own.
  policy=/usr/sbin/policy-rc.d
  if [ ! -e "$policy" ]; then
    trap 'rm -f "$policy"' EXIT
    printf '#!/bin/sh\nexit 101\n' > "$policy"
    chmod +x "$policy"
  fi
  apt-get update -q
  DEBIAN_FRONTEND=noninteractive apt-get install -y -q --no-install-recommends "$@"
)

missing=()
command -v nginx >/dev/null || missing+=(nginx-light)
command -v haproxy >/dev/null || missing+=(haproxy)
command -v wrk >/dev/null || missing+=(wrk)
command -v perf >/dev/null || missing+=(linux-perf)
if [ ${#missing[@]} -gt 0 ]; then install "${missing[@]}"; fi

dotnet build tests/bench/compare -c Release -v quiet -clp:NoSummary
exec tests/bench/compare/bin/Release/net10.0/ActorProxy.Bench.Compare "$@"
