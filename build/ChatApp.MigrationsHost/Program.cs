Console.WriteLine("Design-time host for `dotnet ef`; it has nothing to run.");
