#!/usr/bin/env bash
# Makes the migration `Initial` again from the model. Until the first release there is only this one, and the table of messages,
# which is written by hand.
set -euo pipefail
cd "$(dirname "$0")/.."
find ChatApp.Data/Migrations -name '*_Initial*.cs' -delete
# A snapshot that stays behind, wherever it lies, would make the new migration a list of differences to it.
find ChatApp.Data -name ChatAppDbContextModelSnapshot.cs -not -path '*/obj/*' -delete
dotnet tool restore >/dev/null
dotnet restore build/ChatApp.MigrationsHost -v q
touch ChatApp.Data/Migrations/create.sql
dotnet ef migrations add Initial --project ChatApp.Data --startup-project build/ChatApp.MigrationsHost --output-dir Migrations --namespace ChatApp.Data.Migrations
# The tool puts the snapshot into folders named after the namespace.
find ChatApp.Data/ChatApp -name ChatAppDbContextModelSnapshot.cs -exec mv {} ChatApp.Data/Migrations/ \;
rm -r ChatApp.Data/ChatApp
# The generated name carries the time of day; a fixed one keeps it before the hand-written migration.
cd ChatApp.Data/Migrations
for file in *_Initial*.cs; do
  old=${file%%_*}
  sed -i "s/${old}_Initial/20260101000000_Initial/" "$file"
  sed -i 's/public partial class Initial/internal sealed partial class Initial/' "$file"
  mv "$file" "20260101000000_${file#*_}"
done
# What a new database is made by: all migrations as one script, which is faster than applying them.
cd ../..
dotnet ef migrations script --project ChatApp.Data --startup-project build/ChatApp.MigrationsHost --output ChatApp.Data/Migrations/create.sql
sed -i '1s/^\xEF\xBB\xBF//' ChatApp.Data/Migrations/create.sql
