#!/usr/bin/env bash
# Runs a cluster under load and faults for as long as asked; exit code 1 when something that must hold does not.
#
#   tests/soak/run.sh                       ten minutes, any seed (it is printed)
#   tests/soak/run.sh --for 2h --seed 7     the faults of seed 7, for two hours
set -euo pipefail
cd "$(dirname "$0")/../.."
export DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_NOLOGO=1 MSBUILDDISABLENODEREUSE=1

dotnet build tests/soak -c Release -v quiet
exec dotnet run --no-build -c Release --project tests/soak -- "$@"
