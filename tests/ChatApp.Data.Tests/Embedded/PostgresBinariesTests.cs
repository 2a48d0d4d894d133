using ChatApp.Core.Kernel;
using ChatApp.Data.Embedded;
using Xunit;

namespace ChatApp.Data.Tests.Embedded;

public sealed class PostgresBinariesTests
{
    private static readonly PostgresBinaries Fifteen = new("/usr/lib/postgresql/15/bin", 15);
    private static readonly PostgresBinaries Seventeen = new("/usr/lib/postgresql/17/bin", 17);
    private static readonly PostgresBinaries Twelve = new("/usr/lib/postgresql/12/bin", 12);

    [Fact]
    public void A_new_cluster_gets_the_newest_version()
        => Assert.Same(Seventeen, PostgresBinaries.Choose([Fifteen, Seventeen], "/data/cluster", clusterVersion: null));

    [Fact]
    public void A_cluster_keeps_the_version_that_made_it()
        => Assert.Same(Fifteen, PostgresBinaries.Choose([Fifteen, Seventeen], "/data/cluster", clusterVersion: 15));

    [Fact]
    public void A_newer_cluster_is_not_opened_by_an_older_version()
        => Assert.Contains("cannot be opened by an older PostgreSQL", Refusal([Fifteen], clusterVersion: 17), StringComparison.Ordinal);

    [Fact]
    public void An_older_cluster_is_not_opened_by_a_newer_version_and_the_way_out_is_named()
        => Assert.Contains("pg_upgrade", Refusal([Seventeen], clusterVersion: 15), StringComparison.Ordinal);

    [Fact]
    public void A_version_that_is_too_old_is_said_to_be()
        => Assert.Contains("PostgreSQL 12 is too old", Refusal([Twelve], clusterVersion: null), StringComparison.Ordinal);

    private static string Refusal(IReadOnlyList<PostgresBinaries> found, int? clusterVersion)
        => Assert.Throws<StartupException>(() => PostgresBinaries.Choose(found, "/data/cluster", clusterVersion)).Message;
}
