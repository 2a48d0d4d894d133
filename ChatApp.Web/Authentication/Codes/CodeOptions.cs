namespace ChatApp.Web.Authentication.Codes;

/// <summary>The carriers of codes. One whose host or address is empty is not used.</summary>
internal sealed class CodeOptions
{
    /// <summary>The mail server's name. Without it no code goes by e-mail.</summary>
    public string SmtpHost { get; set; } = string.Empty;

    /// <summary>The mail server's port. Defaults to 587.</summary>
    public int SmtpPort { get; set; } = 587;

    /// <summary>How the connection is secured: <c>starttls</c>, <c>tls</c> from the first byte, or <c>none</c>, which is refused but for a server on this machine. Defaults to <c>starttls</c>.</summary>
    public string SmtpSecurity { get; set; } = "starttls";

    /// <summary>Whom to log in as at the mail server; empty for nobody.</summary>
    public string SmtpUser { get; set; } = string.Empty;

    /// <summary>The password for it.</summary>
    public string SmtpPassword { get; set; } = string.Empty;

    /// <summary>The address that codes come from.</summary>
    public string SmtpFrom { get; set; } = string.Empty;

    /// <summary>The https address of an SMS gateway. Without it no code goes by SMS.</summary>
    public string SmsUrl { get; set; } = string.Empty;

    /// <summary>What is posted to the gateway: <c>json</c> or <c>form</c>. Defaults to <c>json</c>.</summary>
    public string SmsFormat { get; set; } = "json";

    /// <summary>The body, with {to}, {code}, {minutes} and {text} in it, each encoded as the format asks. Defaults to <c>{"to":"{to}","text":"{text}"}</c>.</summary>
    public string SmsBody { get; set; } = """{"to":"{to}","text":"{text}"}""";

    /// <summary>The header that carries the secret, or the signature. Defaults to <c>Authorization</c>.</summary>
    public string SmsHeader { get; set; } = "Authorization";

    /// <summary>The header's value, as <c>Bearer 8f3…</c>; with <c>SmsSigned</c> the key of the signature.</summary>
    public string SmsSecret { get; set; } = string.Empty;

    /// <summary>Sends, in place of the secret, <c>t=seconds,v1=hex</c>: HMAC-SHA-256 of the seconds, a dot and the body. Defaults to <c>false</c>.</summary>
    public bool SmsSigned { get; set; }

    /// <summary>How long a carrier may take. Defaults to 15 seconds.</summary>
    public TimeSpan Timeout { get; set; } = TimeSpan.FromSeconds(15);

    /// <summary>How many codes may wait for their carrier; what comes beyond is not sent, and its receiver asks again. Defaults to 1,000.</summary>
    public int MaxWaiting { get; set; } = 1_000;
}
