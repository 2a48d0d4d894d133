using System.Diagnostics;
using System.Globalization;

namespace ChatApp.Web.Tests.Composition;

/// <summary>A data folder that goes with the test, and with it a database server that a killed program left on it.</summary>
internal sealed class TemporaryFolder : IAsyncDisposable
{
    public string Path { get; } = Directory.CreateTempSubdirectory("chatapp-web-").FullName;

    /// <summary>The process of the embedded database, or <see langword="null"/> when none runs.</summary>
    public int? ServerProcess
    {
        get
        {
            var file = System.IO.Path.Combine(Path, "cluster", "postmaster.pid");
            return File.Exists(file)
                && File.ReadLines(file).FirstOrDefault() is { } line
                && int.TryParse(line, CultureInfo.InvariantCulture, out var process)
                && Directory.Exists($"/proc/{process}")
                    ? process
                    : null;
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (ServerProcess is { } left)
        {
            using var server = Process.GetProcessById(left);
            server.Kill();
            await server.WaitForExitAsync(CancellationToken.None);
        }

        // An initdb whose program was killed may still be writing.
        for (var attempt = 0; Directory.Exists(Path); attempt++)
        {
            try
            {
                Directory.Delete(Path, recursive: true);
            }
            catch (IOException) when (attempt < 100)
            {
                await Task.Delay(TimeSpan.FromMilliseconds(100), CancellationToken.None);
            }
        }
    }
}
