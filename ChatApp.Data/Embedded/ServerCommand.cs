using System.Diagnostics;
using System.Globalization;
using ChatApp.Core.Kernel;

namespace ChatApp.Data.Embedded;

/// <summary>Starts PostgreSQL's programs as the right user, apart from the program's own terminal.</summary>
internal sealed class ServerCommand(ServerAccount? account)
{
    /// <summary>Runs a program to its end.</summary>
    /// <exception cref="StartupException">It failed; the text is what it said.</exception>
    public async Task RunAsync(string program, IReadOnlyList<string> arguments, CancellationToken cancellationToken)
    {
        using var process = Start(program, arguments);
        var output = process.StandardOutput.ReadToEndAsync(CancellationToken.None);
        var error = process.StandardError.ReadToEndAsync(CancellationToken.None);
        try
        {
            await process.WaitForExitAsync(cancellationToken);
        }
        catch (OperationCanceledException)
        {
            // setsid made it the leader of a group of its own, so this reaches its children too.
            Libc.Signal(-process.Id, Libc.Kill);
            throw;
        }

        if (process.ExitCode != 0)
        {
            var said = (await error).Trim();
            throw new StartupException($"{Path.GetFileName(program)} failed with exit code {process.ExitCode}: {(said.Length > 0 ? said : (await output).Trim())}");
        }
    }

    /// <summary>Whether the server's user can get to a folder.</summary>
    public async Task<bool> CanReachAsync(string folder, CancellationToken cancellationToken)
    {
        using var process = Start("test", ["-x", folder]);
        await process.WaitForExitAsync(cancellationToken);
        return process.ExitCode == 0;
    }

    /// <summary>Starts a program; the process's id stays its own, since every step replaces itself by the next.</summary>
    public Process Start(string program, IReadOnlyList<string> arguments)
    {
        // Without setsid, Ctrl+C in the terminal would stop the database at the same moment as the program that is still using it.
        var start = new ProcessStartInfo("setsid")
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            UseShellExecute = false,
            WorkingDirectory = "/",
        };
        if (account is not null)
        {
            string[] becoming =
            [
                "setpriv", "--reuid", account.User.ToString(CultureInfo.InvariantCulture), "--regid", account.Group.ToString(CultureInfo.InvariantCulture),
                "--init-groups", "--inh-caps=-all", "--no-new-privs", "--",
            ];
            foreach (var part in becoming)
            {
                start.ArgumentList.Add(part);
            }
        }

        start.ArgumentList.Add(program);
        foreach (var argument in arguments)
        {
            start.ArgumentList.Add(argument);
        }

        start.Environment["TZ"] = "UTC";
        start.Environment["LC_ALL"] = "C.UTF-8";
        foreach (var name in start.Environment.Keys.Where(name => name.StartsWith("PG", StringComparison.Ordinal)).ToList())
        {
            start.Environment.Remove(name);
        }

        try
        {
            return Process.Start(start) ?? throw new StartupException($"{program} could not be started.");
        }
        catch (System.ComponentModel.Win32Exception missing)
        {
            throw new StartupException($"setsid and setpriv, which start the database, are missing: {missing.Message} Install them: apt-get install -y util-linux", missing);
        }
    }
}
