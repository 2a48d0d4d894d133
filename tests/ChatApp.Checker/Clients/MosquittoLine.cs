using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using ChatApp.Checker.History;
using ChatApp.Testing.Program;

namespace ChatApp.Checker.Clients;

/// <summary>
/// Somebody else's MQTT client: mosquitto's subscriber as one device, which connects again by itself, and its publisher as another, once for each
/// message. The publisher tells that a message was taken and not where it is stored.
/// </summary>
internal sealed class MosquittoLine : ILine
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(6);
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web);

    private readonly ApiClient _sender;
    private readonly int _port;
    private readonly Process _subscriber;
    private readonly Task _reading;

    public MosquittoLine(int port, ApiClient device, ApiClient sender, Action<Incoming> pushed, Action opened)
    {
        _port = port;
        _sender = sender;

        // Its output is a pipe, which it would fill before it writes: a line is told when it is printed. The debug lines say when it
        // has connected again.
        _subscriber = Start("stdbuf", ["-oL", "mosquitto_sub", "-d", "-k", "20", .. As(device), "-t", "chat/inbox"]);
        _reading = ReadAsync(pushed, opened);
    }

    public Task Closed => _reading;

    public bool CatchesUpItself => true;

    public async Task<Answer> SendAsync(Outgoing message, CancellationToken cancellationToken)
    {
        using var publisher = Start("mosquitto_pub", [.. As(_sender), "-t", "chat/send", "-m", JsonSerializer.Serialize(message.Wire, Json)]);
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        patience.CancelAfter(Patience);
        try
        {
            var error = await publisher.StandardError.ReadToEndAsync(patience.Token);
            await publisher.WaitForExitAsync(patience.Token);
            return (publisher.ExitCode, error) switch
            {
                (0, "") => new Answer(SendOutcome.Acked),

                // Who is no member; the other reasons pass by themselves.
                (0, _) when error.Contains("Not authorized", StringComparison.Ordinal) => new Answer(SendOutcome.Refused, Error: error),
                _ => Answer.Unknown(error),
            };
        }
        catch (OperationCanceledException)
        {
            return Answer.Unknown("no answer in time");
        }
        finally
        {
            if (!publisher.HasExited)
            {
                publisher.Kill();
            }
        }
    }

    public Task<IReadOnlyList<Incoming>?> ReadAfterAsync(Place place, long after, CancellationToken cancellationToken)
        => Task.FromResult<IReadOnlyList<Incoming>?>([]);

    public async ValueTask DisposeAsync()
    {
        // It acknowledges a message before it prints it: ended at once it could lose one.
        if (!_subscriber.HasExited)
        {
            Signals.Interrupt(_subscriber);
        }

        await _reading;
        _subscriber.Dispose();
    }

    private string[] As(ApiClient device) =>
    [
        "-V", "mqttv5", "-h", "127.0.0.1", "-p", _port.ToString(CultureInfo.InvariantCulture), "-i", device.Device, "-u", device.User, "-P", device.Token, "-q", "1",
    ];

    private static Process Start(string program, string[] arguments)
        => Process.Start(new ProcessStartInfo(program, arguments) { UseShellExecute = false, RedirectStandardOutput = true, RedirectStandardError = true })!;

    private async Task ReadAsync(Action<Incoming> pushed, Action opened)
    {
        // Nobody reads its complaints that the server is away, but the pipe must not fill.
        var complaints = _subscriber.StandardError.ReadToEndAsync();
        while (await _subscriber.StandardOutput.ReadLineAsync() is { } line)
        {
            if (line.StartsWith('{'))
            {
                using var json = JsonDocument.Parse(line);
                Incoming.Push(json.RootElement, pushed);
            }
            else if (line.Contains("received CONNACK", StringComparison.Ordinal))
            {
                opened();
            }
        }

        await complaints;
        await _subscriber.WaitForExitAsync();
    }
}
