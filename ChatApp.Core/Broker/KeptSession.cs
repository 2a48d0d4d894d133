using ChatApp.Core.Kernel;

namespace ChatApp.Core.Broker;

/// <summary>The head of a session that outlives its connections. There is one for each user and device.</summary>
/// <param name="Id">Made by the bridge; no two sessions ever have the same.</param>
/// <param name="User">Whose it is. Not always an account: clients of the open mode have a name that no account can have.</param>
/// <param name="Device">The client id.</param>
/// <param name="ExpirySeconds">How long it lasts without a connection; <see cref="uint.MaxValue"/> for ever.</param>
/// <param name="DisconnectedAt">Since when it has had no connection; <see langword="null"/> while it has one.</param>
/// <param name="SentThrough">The largest sequence that was ever sent. It may lag behind: it only says what is marked as a repetition.</param>
/// <param name="Will">What is published unless the client says goodbye; <see langword="null"/> for nothing.</param>
public sealed record KeptSession(
    long Id, UserId User, DeviceId Device, uint ExpirySeconds, DateTimeOffset? DisconnectedAt, long SentThrough, KeptWill? Will);
