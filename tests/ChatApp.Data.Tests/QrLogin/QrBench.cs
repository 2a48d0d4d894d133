using ChatApp.Core.Kernel;
using ChatApp.Core.QrLogin;
using ChatApp.Core.Sessions;
using ChatApp.Testing;

namespace ChatApp.Data.Tests.QrLogin;

/// <summary>The QR login over one kind of store, with people whose phones are signed in.</summary>
public sealed record QrBench(
    QrLoginService Logins,
    SessionService Sessions,
    ManualClock Clock,
    Func<string, Task<UserId>> AddUser,
    Func<UserId, Task> Suspend);
