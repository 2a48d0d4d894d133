using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using ChatApp.Core.Kernel;
using ChatApp.Core.SignIn;
using ChatApp.Core.SignIn.Codes;
using ChatApp.Testing;
using ChatApp.Web.Authentication.Codes;
using ChatApp.Web.Resources;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Localization;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Xunit;

namespace ChatApp.Web.Tests.Authentication.Codes;

/// <summary>The real carriers of codes, against a mail server and an HTTP gateway of this machine.</summary>
public sealed class CarrierTests : IDisposable
{
    private readonly ManualClock _clock = new();
    private readonly ServiceProvider _services = new ServiceCollection().AddLogging().AddLocalization().BuildServiceProvider();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private CodeTexts Texts => new(_services.GetRequiredService<IStringLocalizer<Texts>>());

    public void Dispose() => _services.Dispose();

    [Fact]
    public async Task A_letter_goes_over_SMTP_with_login_and_carries_the_code_in_the_readers_language()
    {
        await using var server = new MailServer();
        var carrier = Smtp(new CodeOptions { SmtpPort = server.Port, SmtpSecurity = "none", SmtpUser = "mailer", SmtpPassword = "secret" });

        await carrier.CarryAsync(Message(CodeChannel.Email, "zhang@example.com", "zh-Hans"), "zhang@example.com", Cancellation);
        await server.Served;

        Assert.Equal("EHLO chatapp", server.Lines[0]);
        Assert.Equal($"AUTH PLAIN {Convert.ToBase64String("\0mailer\0secret"u8)}", server.Lines[1]);
        Assert.Contains("MAIL FROM:<codes@chat.example>", server.Lines);
        Assert.Contains("RCPT TO:<zhang@example.com>", server.Lines);
        Assert.Equal("QUIT", server.Lines[^1]);
        var head = server.Lines.IndexOf(string.Empty);
        var text = Encoding.UTF8.GetString(Convert.FromBase64String(string.Concat(server.Lines[(head + 1)..].TakeWhile(line => line != "."))));
        Assert.Contains("424242", text, StringComparison.Ordinal);
        Assert.Contains("登录", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_mail_server_that_does_not_offer_TLS_gets_neither_password_nor_code()
    {
        await using var server = new MailServer(line => line == "STARTTLS" ? "502 never heard of it" : null);
        var carrier = Smtp(new CodeOptions { SmtpPort = server.Port, SmtpSecurity = "starttls", SmtpUser = "mailer", SmtpPassword = "secret" });

        await Assert.ThrowsAsync<IOException>(() => carrier.CarryAsync(Message(CodeChannel.Email, "a@b.example"), "a@b.example", Cancellation));

        Assert.DoesNotContain(server.Lines, line => line.StartsWith("AUTH", StringComparison.Ordinal) || line.StartsWith("MAIL", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_mail_server_that_refuses_is_a_fault_that_names_the_command_and_no_secret()
    {
        await using var server = new MailServer(line => line.StartsWith("AUTH", StringComparison.Ordinal) ? "535 no" : null);
        var carrier = Smtp(new CodeOptions { SmtpPort = server.Port, SmtpSecurity = "none", SmtpUser = "mailer", SmtpPassword = "secret" });

        var fault = await Assert.ThrowsAsync<IOException>(() => carrier.CarryAsync(Message(CodeChannel.Email, "a@b.example"), "a@b.example", Cancellation));

        Assert.Equal("The mail server answered AUTH PLAIN with 535.", fault.Message);
    }

    [Theory]
    [InlineData("json", """{"phone":"{to}","args":["{code}","{minutes}"],"sign":"a\"b"}""", """{"phone":"+8613800138000","args":["424242","5"],"sign":"a\"b"}""")]
    [InlineData("form", "to={to}&code={code}", "to=%2B8613800138000&code=424242")]
    public async Task An_SMS_gateway_gets_the_template_filled_in_and_its_secret(string format, string template, string expected)
    {
        using var gateway = new Gateway();
        using var http = new HttpClient();
        var carrier = new GatewayCarrier(
            http, Options.Create(new CodeOptions { SmsUrl = gateway.Url, SmsFormat = format, SmsBody = template, SmsHeader = "X-Key", SmsSecret = "s3cret" }), Texts, _clock);
        var taking = gateway.TakeAsync(HttpStatusCode.OK);

        await carrier.CarryAsync(Message(CodeChannel.Sms, "+8613800138000"), "+8613800138000", Cancellation);

        var (body, headers) = await taking;
        Assert.Equal(expected, body);
        Assert.Equal("s3cret", headers["X-Key"]);
        Assert.StartsWith(format == "json" ? "application/json" : "application/x-www-form-urlencoded", headers["Content-Type"], StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_SMS_gateway_may_ask_for_a_signature_over_time_and_body()
    {
        using var gateway = new Gateway();
        using var http = new HttpClient();
        var carrier = new GatewayCarrier(
            http, Options.Create(new CodeOptions { SmsUrl = gateway.Url, SmsHeader = "X-Signature", SmsSecret = "key", SmsSigned = true }), Texts, _clock);
        var taking = gateway.TakeAsync(HttpStatusCode.OK);

        await carrier.CarryAsync(Message(CodeChannel.Sms, "+8613800138000"), "+8613800138000", Cancellation);

        var (body, headers) = await taking;
        var seconds = _clock.GetUtcNow().ToUnixTimeSeconds();
        Assert.Equal($"t={seconds},v1={Convert.ToHexStringLower(HMACSHA256.HashData("key"u8, Encoding.UTF8.GetBytes($"{seconds}.{body}")))}", headers["X-Signature"]);
        using var json = JsonDocument.Parse(body);
        Assert.Contains("424242", json.RootElement.GetProperty("text").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_code_that_a_carrier_refuses_holds_up_neither_who_asked_nor_the_next_code()
    {
        using var gateway = new Gateway();
        using var http = new HttpClient();
        var options = Options.Create(new CodeOptions { SmsUrl = gateway.Url, SmsSecret = "x" });
        using var sender = new QueuedCodeSender([new GatewayCarrier(http, options, Texts, _clock), new SmtpCarrier(options, Texts, _clock)], options, NullLogger<QueuedCodeSender>.Instance);
        Assert.True(sender.Serves(CodeChannel.Sms));
        Assert.False(sender.Serves(CodeChannel.Email));
        await sender.StartAsync(Cancellation);

        await sender.SendAsync(Message(CodeChannel.Sms, "+1"), Cancellation);
        await gateway.TakeAsync(HttpStatusCode.InternalServerError);
        await sender.SendAsync(Message(CodeChannel.Email, "a@b.example"), Cancellation);
        await sender.SendAsync(Message(CodeChannel.Sms, "+2"), Cancellation);
        var (body, _) = await gateway.TakeAsync(HttpStatusCode.OK);

        Assert.Contains("+2", JsonDocument.Parse(body).RootElement.GetProperty("to").GetString(), StringComparison.Ordinal);
        await sender.StopAsync(Cancellation);
    }

    [Theory]
    [InlineData("SmtpHost", "mail.example", "Codes:SmtpFrom")]
    [InlineData("SmsUrl", "http://sms.example/send", "Codes:SmsUrl")]
    [InlineData("SmsUrl", "https://sms.example/send", "Codes:SmsSecret")]
    public void What_would_keep_codes_from_being_sent_is_found_before_the_start(string key, string value, string mistake)
    {
        var options = new CodeOptions();
        typeof(CodeOptions).GetProperty(key)!.SetValue(options, value);

        Assert.Contains(CodeOptionsCheck.FindMistakes(options), found => found.StartsWith(mistake, StringComparison.Ordinal));
    }

    [Fact]
    public void A_mail_server_elsewhere_is_not_spoken_to_without_TLS()
    {
        Assert.NotEmpty(CodeOptionsCheck.FindMistakes(new CodeOptions { SmtpHost = "mail.example", SmtpFrom = "a@b.example", SmtpSecurity = "none" }));
        Assert.Empty(CodeOptionsCheck.FindMistakes(new CodeOptions { SmtpHost = "127.0.0.1", SmtpFrom = "a@b.example", SmtpSecurity = "none" }));
        Assert.Empty(CodeOptionsCheck.FindMistakes(new CodeOptions { SmsUrl = "https://sms.example/send", SmsSecret = "x" }));
        Assert.NotEmpty(CodeOptionsCheck.FindMistakes(new CodeOptions { SmsUrl = "https://sms.example/send", SmsSecret = "x", SmsBody = "{" }));
    }

    private static CodeMessage Message(CodeChannel channel, string to, string language = "en")
        => new(new UserId("zhang"), "zhang", new Contact(channel, to), CodePurpose.SignIn, "424242", TimeSpan.FromMinutes(5), language);

    private SmtpCarrier Smtp(CodeOptions options)
    {
        options.SmtpHost = "127.0.0.1";
        options.SmtpFrom = "codes@chat.example";
        return new SmtpCarrier(Options.Create(options), Texts, _clock);
    }

    /// <summary>An HTTP gateway that takes one request after the other.</summary>
    private sealed class Gateway : IDisposable
    {
        private readonly HttpListener _listener = new();

        public Gateway()
        {
            using var free = new TcpListener(IPAddress.Loopback, 0);
            free.Start();
            Url = $"http://127.0.0.1:{((IPEndPoint)free.LocalEndpoint).Port}/send/";
            free.Stop();
            _listener.Prefixes.Add(Url);
            _listener.Start();
        }

        public string Url { get; }

        public async Task<(string Body, System.Collections.Specialized.NameValueCollection Headers)> TakeAsync(HttpStatusCode status)
        {
            var context = await _listener.GetContextAsync();
            using var reader = new StreamReader(context.Request.InputStream, Encoding.UTF8);
            var body = await reader.ReadToEndAsync();
            context.Response.StatusCode = (int)status;
            context.Response.Close();
            return (body, context.Request.Headers);
        }

        public void Dispose() => ((IDisposable)_listener).Dispose();
    }
}
