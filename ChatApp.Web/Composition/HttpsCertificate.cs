using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using ChatApp.Core.Kernel;
using ChatApp.Web.Authentication;

namespace ChatApp.Web.Composition;

/// <summary>
/// The certificate of the HTTPS addresses, or of MQTT: the file that <c>Https:Certificate</c> or <c>Mqtt:Certificate</c> names, read again
/// when it changes, or one made for this machine on the first start. That one lets phones on the same network in, past a warning of their browser.
/// </summary>
internal sealed partial class HttpsCertificate(
    IConfiguration configuration, string section, string dataFolder, TimeProvider clock, ILogger<HttpsCertificate> logger)
    : IDisposable
{
    /// <summary>The section of the configuration for HTTPS.</summary>
    public const string OfHttps = "Https";

    /// <summary>The section of the configuration for MQTT.</summary>
    public const string OfMqtt = "Mqtt";

    private const string OwnFile = "https.pfx";
    private static readonly TimeSpan OwnLifetime = TimeSpan.FromDays(825);
    private static readonly TimeSpan RenewBefore = TimeSpan.FromDays(30);
    private static readonly TimeSpan CheckEvery = TimeSpan.FromMinutes(1);

    private readonly Lock _gate = new();
    private readonly string? _file = configuration[$"{section}:Certificate"] is { Length: > 0 } file ? file : null;
    private X509Certificate2? _certificate;
    private DateTime _writtenAt;
    private DateTimeOffset _checkedAt;

    /// <summary>The certificate to show now.</summary>
    public X509Certificate2? Current
    {
        get
        {
            lock (_gate)
            {
                if (_file is not null && clock.GetUtcNow() - _checkedAt > CheckEvery)
                {
                    ReloadIfChanged(_file);
                }

                return _certificate;
            }
        }
    }

    /// <summary>Reads or makes the certificate.</summary>
    /// <exception cref="StartupException">The configured file cannot be used; the message says why.</exception>
    public void Load()
    {
        lock (_gate)
        {
            if (_certificate is not null)
            {
                return;
            }

            if (_file is null)
            {
                _certificate = ReadOwn() ?? MakeOwn();
                return;
            }

            try
            {
                _certificate = Read(_file);
                _writtenAt = File.GetLastWriteTimeUtc(_file);
                _checkedAt = clock.GetUtcNow();
            }
            catch (Exception fault) when (fault is CryptographicException or IOException or UnauthorizedAccessException)
            {
                throw new StartupException(
                    $"{section}:Certificate: {_file} cannot be used: {fault.Message} It must be a .pfx (with {section}:Password if it has one) "
                    + $"or a .pem with its key in it or in {section}:Key.", fault);
            }
        }
    }

    public void Dispose() => _certificate?.Dispose();

    private void ReloadIfChanged(string file)
    {
        _checkedAt = clock.GetUtcNow();
        try
        {
            var writtenAt = File.GetLastWriteTimeUtc(file);
            if (writtenAt != _writtenAt)
            {
                // The old one is not disposed of: handshakes that run now still hold it.
                _certificate = Read(file);
                _writtenAt = writtenAt;
            }
        }
        catch (Exception fault) when (fault is CryptographicException or IOException or UnauthorizedAccessException)
        {
            // Half written, perhaps: the old certificate serves on, and the next minute tries again.
            LogReloadFault(fault, file);
        }
    }

    private X509Certificate2 Read(string file)
    {
        if (Path.GetExtension(file).ToUpperInvariant() is ".PFX" or ".P12")
        {
            return X509CertificateLoader.LoadPkcs12FromFile(file, configuration[$"{section}:Password"]);
        }

        var key = configuration[$"{section}:Key"];
        using var pem = configuration[$"{section}:Password"] is { Length: > 0 } password
            ? X509Certificate2.CreateFromEncryptedPemFile(file, password, key)
            : X509Certificate2.CreateFromPemFile(file, key);

        // A key that lives only in memory is not accepted by every TLS stack; through PKCS#12 it is.
        return X509CertificateLoader.LoadPkcs12(pem.Export(X509ContentType.Pkcs12), password: null);
    }

    private X509Certificate2? ReadOwn()
    {
        var path = Path.Combine(dataFolder, OwnFile);
        try
        {
            var own = X509CertificateLoader.LoadPkcs12FromFile(path, password: null);
            if (own.NotAfter.ToUniversalTime() > clock.GetUtcNow().UtcDateTime + RenewBefore)
            {
                return own;
            }

            own.Dispose();
            return null;
        }
        catch (Exception missing) when (missing is FileNotFoundException or DirectoryNotFoundException or CryptographicException)
        {
            return null;
        }
    }

    private X509Certificate2 MakeOwn()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("CN=ChatApp on this machine", key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(certificateAuthority: false, false, 0, critical: true));
        request.CertificateExtensions.Add(new X509KeyUsageExtension(X509KeyUsageFlags.DigitalSignature, critical: true));
        request.CertificateExtensions.Add(new X509EnhancedKeyUsageExtension([new Oid("1.3.6.1.5.5.7.3.1")], critical: false));
        var names = new SubjectAlternativeNameBuilder();
        names.AddDnsName("localhost");
        names.AddDnsName(Dns.GetHostName());
        names.AddIpAddress(IPAddress.Loopback);
        names.AddIpAddress(IPAddress.IPv6Loopback);
        foreach (var address in OwnAddresses.Reachable())
        {
            names.AddIpAddress(address);
        }

        request.CertificateExtensions.Add(names.Build());
        var now = clock.GetUtcNow();
        using var made = request.CreateSelfSigned(now.AddDays(-1), now + OwnLifetime);
        var bytes = made.Export(X509ContentType.Pkcs12);
        var path = Path.Combine(dataFolder, OwnFile);
        Directory.CreateDirectory(dataFolder);

        // Written aside and renamed: a start that is killed here leaves no half file behind.
        var half = path + ".new";
        File.Delete(half);
        var creation = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
        {
            creation.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        }

        using (var file = new FileStream(half, creation))
        {
            file.Write(bytes);
        }

        File.Move(half, path, overwrite: true);
        LogMade(path);
        return X509CertificateLoader.LoadPkcs12(bytes, password: null);
    }

    [LoggerMessage(EventIds.CertificateMade, LogLevel.Warning,
        "No Https:Certificate is configured: {Path} was made for this machine. Browsers warn once; a public server needs a real one.")]
    private partial void LogMade(string path);

    [LoggerMessage(EventIds.CertificateReloadFault, LogLevel.Error, "The changed certificate {File} cannot be read; the old one is used.")]
    private partial void LogReloadFault(Exception fault, string file);
}
