using System.Buffers.Binary;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace ChatApp.Benchmarks;

/// <summary>One connection of a device: MQTT 3.1.1 by hand, so that ten thousand of them cost the benchmark next to nothing.</summary>
internal sealed class DeviceLink : IDisposable
{
    private const ushort KeepAlive = 600;
    private const byte CleanSession = 0x02;
    private const byte NameAndPassword = 0xC0;
    private const int ConnackBytes = 4;

    private readonly Socket _socket;

    private DeviceLink(Socket socket) => _socket = socket;

    /// <summary>Connects and subscribes.</summary>
    /// <param name="port">The server's port on loopback.</param>
    /// <param name="device">Who.</param>
    /// <param name="clean">Whether the session ends with the connection.</param>
    /// <param name="filters">What to subscribe to with QoS 1; nothing subscribes to nothing.</param>
    /// <returns>The connection; <see langword="null"/> when the server refused it or hung up.</returns>
    public static async Task<DeviceLink?> OpenAsync(int port, Device device, bool clean, params string[] filters)
    {
        var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            await socket.ConnectAsync(IPAddress.Loopback, port);
            await socket.SendAsync(Connect(device, clean));
            var connack = await ReceiveAsync(socket, ConnackBytes);
            if (connack is not { Length: ConnackBytes } || connack[3] != 0)
            {
                socket.Dispose();
                return null;
            }

            if (filters.Length > 0)
            {
                await socket.SendAsync(Subscribe(filters));
                await ReceiveAsync(socket, 4 + filters.Length);
            }

            return new DeviceLink(socket);
        }
        catch (SocketException)
        {
            socket.Dispose();
            return null;
        }
    }

    /// <summary>Says goodbye.</summary>
    public async Task LeaveAsync()
    {
        await _socket.SendAsync(new byte[] { 0xE0, 0x00 });
        Dispose();
    }

    /// <summary>Breaks the connection, as a network that goes away does.</summary>
    public void Break()
    {
        _socket.LingerState = new LingerOption(enable: true, seconds: 0);
        Dispose();
    }

    public void Dispose() => _socket.Dispose();

    private static async Task<byte[]> ReceiveAsync(Socket socket, int count)
    {
        var bytes = new byte[count];
        var received = 0;
        while (received < count)
        {
            var more = await socket.ReceiveAsync(bytes.AsMemory(received));
            if (more == 0)
            {
                return bytes[..received];
            }

            received += more;
        }

        return bytes;
    }

    private static byte[] Connect(Device device, bool clean)
    {
        byte[] keepAlive = [KeepAlive >> 8, KeepAlive & 0xFF];
        return Packet(
            0x10, [.. Text("MQTT"), 4, (byte)(NameAndPassword | (clean ? CleanSession : 0)), .. keepAlive, .. Text(device.Id), .. Text(device.User), .. Text(device.Token)]);
    }

    private static byte[] Subscribe(string[] filters)
        => Packet(0x82, [0, 1, .. filters.SelectMany(filter => (byte[])[.. Text(filter), 1])]);

    private static byte[] Text(string text)
    {
        var bytes = new byte[sizeof(ushort) + text.Length];
        BinaryPrimitives.WriteUInt16BigEndian(bytes, (ushort)text.Length);
        Encoding.ASCII.GetBytes(text, bytes.AsSpan(sizeof(ushort)));
        return bytes;
    }

    private static byte[] Packet(byte header, byte[] body)
        => body.Length < 128 ? [header, (byte)body.Length, .. body] : [header, (byte)(0x80 | (body.Length & 0x7F)), (byte)(body.Length >> 7), .. body];
}
