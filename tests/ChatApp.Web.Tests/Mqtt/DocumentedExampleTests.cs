using System.Diagnostics;
using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text.RegularExpressions;
using ChatApp.Testing.Databases;
using ChatApp.Testing.Program;
using Xunit;

namespace ChatApp.Web.Tests.Mqtt;

/// <summary>The examples of <c>docs/protocol-mqtt.md</c>, taken out of it and run as they stand there, against a program of their own.</summary>
public sealed partial class DocumentedExampleTests(PostgresDatabase database) : IClassFixture<PostgresDatabase>, IAsyncLifetime
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(90);

    // mqtt.js is looked for from the folder of the script on.
    private readonly DirectoryInfo _folder = Directory.CreateDirectory(Path.Combine(Root(), "tests", "js", $".examples-{Guid.NewGuid():N}"));
    private ChatAppProcess _program = null!;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _program = await ChatAppProcess.StartAsync(database.ConnectionString, dataFolder: null, Token);
        var document = await File.ReadAllTextAsync(Path.Combine(Root(), "docs", "protocol-mqtt.md"), Token);
        foreach (Match example in Examples().Matches(document))
        {
            await File.WriteAllTextAsync(PathOf(example.Groups["name"].Value), example.Groups["text"].Value, Token);
        }
    }

    public async ValueTask DisposeAsync()
    {
        _folder.Delete(recursive: true);
        await _program.DisposeAsync();
    }

    [Fact]
    public async Task Each_example_of_the_document_does_what_it_says()
    {
        Assert.Equal(["chat.c", "chat.mjs", "chat.py", "mosquitto.sh", "token.sh"], _folder.EnumerateFiles().Select(file => file.Name).Order(StringComparer.Ordinal));

        var mosquitto = (await RunAsync("bash", "-c", ". ./token.sh; . ./mosquitto.sh")).Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal(3, mosquitto.Length);
        Assert.Contains("\"sender\":\"alice\"", mosquitto[0], StringComparison.Ordinal);
        Assert.Contains("\"text\":\"你好\"", mosquitto[0], StringComparison.Ordinal);
        Assert.Contains("\"id\":\"1\",\"ok\":true", mosquitto[1], StringComparison.Ordinal);
        Assert.Equal("app/alice/hall/temperature 21.5", mosquitto[2]);

        var node = await RunAsync("node", "chat.mjs");
        Assert.Equal("alice Grüße aus Node true\napp/alice/answers 7 bob seven\n", node);

        var c = await RunAsync("bash", "-c", ". ./token.sh; cc chat.c -o chat -lpaho-mqtt3c && ALICE=$(token alice alices-thing) BOB=$(token bob bobs-thing) ./chat");
        Assert.StartsWith("chat/inbox {", c, StringComparison.Ordinal);
        Assert.Contains("\"text\":\"Hello from C\"", c, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_example_in_Python_does_what_it_says()
    {
        // Debian's package is for Debian's interpreter, whatever else "python3" is here.
        Assert.SkipUnless(Directory.Exists("/usr/lib/python3/dist-packages/paho"), "Debian's python3-paho-mqtt is not installed.");

        var python = await RunAsync("bash", "-c", ". ./token.sh; ALICE=$(token alice alices-script) BOB=$(token bob bobs-script) /usr/bin/python3 chat.py");

        Assert.Equal("chat/inbox alice Hello from Python\n", python);
    }

    private static string Root([CallerFilePath] string thisFile = "") => Path.GetFullPath(Path.Combine(Path.GetDirectoryName(thisFile)!, "..", "..", ".."));

    private string PathOf(string name) => Path.Combine(_folder.FullName, name);

    private async Task<string> RunAsync(string program, params string[] arguments)
    {
        var start = new ProcessStartInfo(program, arguments)
        {
            UseShellExecute = false,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = _folder.FullName,
        };
        start.Environment["SERVER"] = _program.Address.GetLeftPart(UriPartial.Authority);
        start.Environment["BROKER"] = "127.0.0.1";
        start.Environment["PORT"] = _program.MqttPort.ToString(CultureInfo.InvariantCulture);
        start.Environment["PASSWORD"] = ChatAppProcess.Password;
        using var process = Process.Start(start)!;
        try
        {
            var output = process.StandardOutput.ReadToEndAsync(Token);
            var errors = process.StandardError.ReadToEndAsync(Token);
            await process.WaitForExitAsync(Token).WaitAsync(Patience, Token);
            Assert.True(process.ExitCode == 0, $"{program} {string.Join(' ', arguments)} ended with {process.ExitCode}: {await output}{await errors}");
            return await output;
        }
        finally
        {
            if (!process.HasExited)
            {
                process.Kill(entireProcessTree: true);
            }
        }
    }

    [GeneratedRegex("^<!-- example: (?<name>\\S+) -->\n```\\w+\n(?<text>.*?)^```$", RegexOptions.Multiline | RegexOptions.Singleline | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 5_000)]
    private static partial Regex Examples();
}
