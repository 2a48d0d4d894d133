using System.Diagnostics;
using Npgsql;

namespace ChatApp.Data.Tests.Messages;

/// <summary>Counts the commands that go to one database while it lives.</summary>
public sealed class QueryCount : IDisposable
{
    private readonly ActivityListener _listener;
    private int _count;

    public QueryCount(NpgsqlDataSource database)
    {
        var name = new NpgsqlConnectionStringBuilder(database.ConnectionString).Database;
        _listener = new ActivityListener
        {
            ShouldListenTo = source => source.Name == "Npgsql",
            Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllDataAndRecorded,
            ActivityStopped = activity =>
            {
                if (activity.TagObjects.Any(tag => tag.Key is "db.name" or "db.namespace" && Equals(tag.Value, name)))
                {
                    Interlocked.Increment(ref _count);
                }
            },
        };
        ActivitySource.AddActivityListener(_listener);
    }

    public int Value => Volatile.Read(ref _count);

    public void Dispose() => _listener.Dispose();
}
