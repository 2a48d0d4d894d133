using ChatApp.Core.Kernel;
using ChatApp.Core.Sessions;

namespace ChatApp.Data.Tests.Sessions;

/// <summary>A session store with what its tests need beside it: accounts that exist and can be suspended.</summary>
public sealed record SessionBench(ISessionStore Store, Func<string, Task<UserId>> AddUser, Func<UserId, Task> Suspend);
