using System.Globalization;
using ChatApp.Core.Kernel;

namespace ChatApp.Data.Embedded;

/// <summary>A user that PostgreSQL runs as in place of root, which it refuses.</summary>
internal sealed record ServerAccount(string Name, uint User, uint Group)
{
    // Never `nobody`: every careless service of the machine shares it, and with it our data.
    private static readonly string[] Usual = ["chatapp", "postgres"];

    /// <summary>
    /// The account for a cluster, or <see langword="null"/> when the program is no root and the server runs as the program does.
    /// A cluster that exists decides by its owner, so that a user made later does not lock the data out.
    /// </summary>
    public static ServerAccount? Choose(string? wanted, FileStatus? cluster, string clusterFolder)
    {
        if (!Libc.IsRoot)
        {
            return cluster is null || cluster.Value.Owner == Libc.EffectiveUser
                ? null
                : throw new StartupException($"The database in {clusterFolder} belongs to another user ({NameOf(cluster.Value.Owner)}). "
                    + "Start ChatApp as that user, or give it another Data:Folder.");
        }

        var known = (wanted is null ? Usual : [wanted]).Select(Find).OfType<ServerAccount>().Where(account => account.User != 0).ToList();
        if (known.Count == 0)
        {
            throw new StartupException(wanted is null
                ? "PostgreSQL does not run as root, and there is no user to run it as. Make one: useradd --system --user-group --shell /usr/sbin/nologin chatapp"
                : $"PostgreSQL does not run as root, and the user {wanted} to run it as does not exist or is root.");
        }

        return cluster is null
            ? known[0]
            : known.Find(account => account.User == cluster.Value.Owner)
                ?? throw new StartupException($"The database in {clusterFolder} belongs to another user ({NameOf(cluster.Value.Owner)}), "
                    + $"not to {string.Join(" or ", known.Select(account => account.Name))}. Check Data:Folder, or give the folder to the right user.");
    }

    private static ServerAccount? Find(string name) => Entries()
        .Where(entry => entry[0] == name)
        .Select(entry => new ServerAccount(name, uint.Parse(entry[2], CultureInfo.InvariantCulture), uint.Parse(entry[3], CultureInfo.InvariantCulture)))
        .FirstOrDefault();

    private static string NameOf(uint user)
    {
        var number = user.ToString(CultureInfo.InvariantCulture);
        return Entries().FirstOrDefault(entry => entry[2] == number)?[0] ?? number;
    }

    private static IEnumerable<string[]> Entries() => File.ReadLines("/etc/passwd").Select(line => line.Split(':')).Where(entry => entry.Length >= 4);
}
