#!/usr/bin/env bash
# Measures the hot paths in a Release build. Arguments go to the benchmarks; without any, all of them run.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")"
# shellcheck source=build/system-packages.sh
source build/system-packages.sh

have_postgres || install_packages postgresql
have_database_user || make_database_user
have_command cc || install_packages gcc libc6-dev
have_command mosquitto || install_packages mosquitto
mkdir -p artifacts/load
cc -O2 -o artifacts/load/mqttload benchmarks/load/mqttload.c
export MQTTLOAD=$PWD/artifacts/load/mqttload
dotnet build ChatApp.Web --configuration Release --verbosity quiet --nologo -clp:NoSummary
dotnet build benchmarks/ChatApp.Benchmarks --configuration Release --verbosity quiet --nologo -clp:NoSummary
exec dotnet benchmarks/ChatApp.Benchmarks/bin/Release/net10.0/ChatApp.Benchmarks.dll "$@"
