using System.Net;
using System.Net.Sockets;
using System.Text;

namespace ChatApp.Web.Tests.Authentication.Codes;

/// <summary>A mail server for one letter: takes what it is told, and says what a test wants of it.</summary>
internal sealed class MailServer : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly Func<string, string?> _answer;
    private readonly Task _serving;

    /// <param name="answer">What is answered to a command instead of the usual, or <see langword="null"/>.</param>
    public MailServer(Func<string, string?>? answer = null)
    {
        _answer = answer ?? (_ => null);
        _listener.Start();
        _serving = ServeAsync();
    }

    public int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;

    /// <summary>Commands, and the letter's lines.</summary>
    public List<string> Lines { get; } = [];

    /// <summary>Ends when the client has hung up.</summary>
    public Task Served => _serving;

    public async ValueTask DisposeAsync()
    {
        _listener.Stop();
        try
        {
            await _serving;
        }
        catch (Exception gone) when (gone is SocketException or IOException or ObjectDisposedException)
        {
            // Nobody came, or somebody hung up.
        }
    }

    private async Task ServeAsync()
    {
        using var client = await _listener.AcceptTcpClientAsync();
        using var reader = new StreamReader(client.GetStream(), Encoding.ASCII);
        await using var writer = new StreamWriter(client.GetStream(), Encoding.ASCII) { NewLine = "\r\n", AutoFlush = true };
        await writer.WriteLineAsync("220 mail.example ready");
        var inLetter = false;
        while (await reader.ReadLineAsync() is { } line)
        {
            Lines.Add(line);
            if (inLetter)
            {
                inLetter = line != ".";
                if (!inLetter)
                {
                    await writer.WriteLineAsync("250 taken");
                }

                continue;
            }

            inLetter = line == "DATA";
            await writer.WriteLineAsync(_answer(line) ?? (inLetter ? "354 go on" : line.StartsWith("EHLO", StringComparison.Ordinal) ? "250-mail.example\r\n250 AUTH PLAIN" : "250 fine"));
        }
    }
}
