using ChatApp.Core.Kernel;
using ChatApp.Core.Sessions;

namespace ChatApp.Core.QrLogin;

/// <summary>The client that asks for a QR login by the compatible HTTP API instead of on this server's page.</summary>
/// <param name="Platform">What it runs on.</param>
/// <param name="Device">The installation.</param>
public sealed record QrClient(Platform Platform, DeviceId Device);
