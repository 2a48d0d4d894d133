namespace ChatApp.Web.Api.Administration;

/// <summary>Live connections, the newest first, and how many there are in all.</summary>
internal sealed record AdminConnectionList(IReadOnlyList<AdminConnection> Connections, int Found);
