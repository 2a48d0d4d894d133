using System.Net;

namespace ChatApp.MqttBridge.Transports;

/// <summary>What a proxy says about a connection that it passes on.</summary>
/// <param name="Client">The client's address; <see langword="null"/> when the connection is the proxy's own, as its health checks are.</param>
internal sealed record ProxyHeader(IPEndPoint? Client);
