namespace ChatApp.Core.QrLogin;

/// <summary>Knows by which hosts this server is reached.</summary>
public interface IOwnAddresses
{
    /// <summary>Whether an authority (host and port) of a link leads here.</summary>
    /// <param name="authority">What stands in the link.</param>
    /// <param name="requested">The authority that the caller itself came to; <see langword="null"/> where the protocol does not say.</param>
    bool IsOwn(string authority, string? requested);
}
