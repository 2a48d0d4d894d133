#!/usr/bin/env bash
# Measures the hot paths in a Release build. Arguments go to the benchmarks; without any, all of them run.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")"
# shellcheck source=build/system-packages.sh
source build/system-packages.sh

have_postgres || install_packages postgresql
have_database_user || make_database_user
dotnet build benchmarks/ChatApp.Benchmarks --configuration Release --verbosity quiet --nologo
exec dotnet benchmarks/ChatApp.Benchmarks/bin/Release/net10.0/ChatApp.Benchmarks.dll "$@"
