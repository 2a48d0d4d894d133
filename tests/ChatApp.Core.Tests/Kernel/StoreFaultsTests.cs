using System.Data.Common;
using System.Net.Sockets;
using ChatApp.Core.Kernel;
using Xunit;

namespace ChatApp.Core.Tests.Kernel;

public sealed class StoreFaultsTests
{
    public static TheoryData<Exception> Away =>
    [
        new Refused(state: null), new Refused("57P01"), new Refused("53300"), new Refused("08006"), new Refused("40001"), new Refused("55P03"),
        new TimeoutException(), new SocketException(), new IOException(),
        new InvalidOperationException("likely transient", new InvalidOperationException("not saved", new Refused(state: null))),
    ];

    public static TheoryData<Exception> Ours =>
    [
        new Refused("23505"), new Refused("42P01"), new InvalidOperationException("ours"), new InvalidOperationException("not saved", new Refused("23505")),
    ];

    [Theory]
    [MemberData(nameof(Away), DisableDiscoveryEnumeration = true)]
    public void What_passes_when_the_store_is_back_is_away(Exception fault) => Assert.True(StoreFaults.IsAway(fault));

    [Theory]
    [MemberData(nameof(Ours), DisableDiscoveryEnumeration = true)]
    public void What_would_fail_again_is_not(Exception fault) => Assert.False(StoreFaults.IsAway(fault));

    private sealed class Refused(string? state) : DbException("refused")
    {
        public override string? SqlState => state;
    }
}
