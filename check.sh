#!/usr/bin/env bash
# Runs the checker: clients over every door write while the program, PostgreSQL and the network are killed, frozen and cut; then every
# acknowledgement is held against the database and against what each client got. Ends with "acked N, lost 0, doubled 0, reordered 0,
# leaked 0" and a non-zero code when any of them is not zero. Thirty minutes, or ./check.sh --minutes N --seed S --history FOLDER.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")"
# shellcheck source=build/system-packages.sh
source build/system-packages.sh

have_postgres || install_packages postgresql
have_command mosquitto_pub || install_packages mosquitto-clients
have_database_user || make_database_user
# Debug: the places in the message path where the program can be made to die are not in a Release build.
dotnet build tests/ChatApp.Checker --configuration Debug --verbosity quiet --nologo
exec dotnet tests/ChatApp.Checker/bin/Debug/net10.0/ChatApp.Checker.dll "$@"
