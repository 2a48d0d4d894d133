using System.Net;

namespace ChatApp.MqttBridge.Transports.Loop;

/// <summary>An address that is listened to with the bridge's own transport instead of Kestrel's sockets.</summary>
internal sealed class EpollEndPoint(IPAddress address, int port) : IPEndPoint(address, port)
{
    /// <summary>Whether this machine has what the transport needs.</summary>
    public static bool IsSupported => OperatingSystem.IsLinux();
}
