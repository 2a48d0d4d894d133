using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text;
using ChatApp.Core.Broker;
using Npgsql;

namespace ChatApp.Data.Broker;

/// <summary>Makes one round trip of a group: a statement for each kind of thing, which commit together.</summary>
internal static class JournalBatch
{
    public static void Fill(NpgsqlBatch batch, JournalGroup group)
    {
        if (group.Ended.Count > 0)
        {
            Add(batch, JournalSql.EmptyQueues, Column(group.Ended, session => session));
            Add(batch, JournalSql.EndSessions, Column(group.Ended, session => session));
        }

        AddSessions(batch, group.Sessions);
        AddSubscriptions(batch, group.Subscriptions);
        AddIdentifiers(batch, group.Identifiers);
        AddMessages(batch, group);
        AddRetained(batch, group.Retained);
    }

    private static void AddSessions(NpgsqlBatch batch, IReadOnlyCollection<KeptSession> sessions)
    {
        if (sessions.Count > 0)
        {
            Add(
                batch,
                JournalSql.SaveSessions,
                Column(sessions, session => session.Id),
                Column(sessions, session => session.User.Value),
                Column(sessions, session => session.Device.Value),
                Column(sessions, session => (long)session.ExpirySeconds),
                Column(sessions, session => session.DisconnectedAt?.ToUniversalTime()),
                Column(sessions, session => session.SentThrough),
                Column(sessions, session => session.Will?.Message.Topic),
                Column(sessions, session => session.Will is { } will ? Bytes(will.Message.Payload) : null),
                Column(sessions, session => session.Will is { } will ? Bytes(will.Message.Properties) : null),
                Column(sessions, session => (short?)session.Will?.Message.QoS),
                Column(sessions, session => session.Will?.Retain),
                Column(sessions, session => (long?)session.Will?.DelaySeconds),
                Column(sessions, session => (long?)session.Will?.ExpirySeconds));
        }
    }

    private static void AddSubscriptions(NpgsqlBatch batch, IReadOnlyDictionary<(long Session, string Filter), KeptSubscription?> subscriptions)
    {
        var gone = subscriptions.Where(entry => entry.Value is null).Select(entry => entry.Key).ToArray();
        if (gone.Length > 0)
        {
            Add(batch, JournalSql.RemoveSubscriptions, Column(gone, key => key.Session), Column(gone, key => Hash(key.Filter)));
        }

        var saved = subscriptions.Where(entry => entry.Value is not null).Select(entry => (entry.Key.Session, Value: entry.Value!)).ToArray();
        if (saved.Length > 0)
        {
            Add(
                batch,
                JournalSql.SaveSubscriptions,
                Column(saved, entry => entry.Session),
                Column(saved, entry => Hash(entry.Value.Filter)),
                Column(saved, entry => entry.Value.Filter),
                Column(saved, entry => (short)entry.Value.QoS),
                Column(saved, entry => entry.Value.NoLocal),
                Column(saved, entry => entry.Value.RetainAsPublished),
                Column(saved, entry => entry.Value.Identifier));
        }
    }

    private static void AddIdentifiers(NpgsqlBatch batch, IReadOnlyDictionary<(long Session, ushort Identifier), bool> identifiers)
    {
        foreach (var (remembered, sql) in new[] { (false, JournalSql.ForgetIdentifiers), (true, JournalSql.RememberIdentifiers) })
        {
            var these = identifiers.Where(entry => entry.Value == remembered).Select(entry => entry.Key).ToArray();
            if (these.Length > 0)
            {
                Add(batch, sql, Column(these, key => key.Session), Column(these, key => (int)key.Identifier));
            }
        }
    }

    private static void AddMessages(NpgsqlBatch batch, JournalGroup group)
    {
        if (group.Places.Count > 0)
        {
            Add(
                batch,
                JournalSql.Enqueue,
                Column(group.Places, place => place.Place.Session),
                Column(group.Places, place => place.Place.Sequence),
                Column(group.Places, place => place.Message),
                Column(group.Places, place => (short)place.Place.QoS),
                Column(group.Places, place => place.Place.Retain),
                Column(group.Places, place => place.Released),
                Column(group.Places, place => Join(place.Place.SubscriptionIdentifiers)),
                Column(group.Messages, message => message.Key),
                Column(group.Messages, message => message.Value.Topic),
                Column(group.Messages, message => Bytes(message.Value.Payload)),
                Column(group.Messages, message => Bytes(message.Value.Properties)),
                Column(group.Messages, message => (short)message.Value.QoS),
                Column(group.Messages, message => message.Value.ExpiresAt?.ToUniversalTime()));
        }

        if (group.Released.Count > 0)
        {
            Add(batch, JournalSql.Release, Column(group.Released, key => key.Session), Column(group.Released, key => key.Sequence));
        }

        if (group.Removed.Count > 0)
        {
            Add(batch, JournalSql.Remove, Column(group.Removed, key => key.Session), Column(group.Removed, key => key.Sequence));
        }
    }

    private static void AddRetained(NpgsqlBatch batch, IReadOnlyDictionary<string, BrokerMessage?> retained)
    {
        var gone = retained.Where(entry => entry.Value is null).Select(entry => entry.Key).ToArray();
        if (gone.Length > 0)
        {
            Add(batch, JournalSql.RemoveRetained, Column(gone, Hash));
        }

        var saved = retained.Values.OfType<BrokerMessage>().ToArray();
        if (saved.Length > 0)
        {
            Add(
                batch,
                JournalSql.SaveRetained,
                Column(saved, message => Hash(message.Topic)),
                Column(saved, message => message.Topic),
                Column(saved, message => Bytes(message.Payload)),
                Column(saved, message => Bytes(message.Properties)),
                Column(saved, message => (short)message.QoS),
                Column(saved, message => message.ExpiresAt?.ToUniversalTime()));
        }
    }

    private static byte[] Hash(string topic) => SHA256.HashData(Encoding.UTF8.GetBytes(topic));

    private static string? Join(IReadOnlyList<int> identifiers)
        => identifiers.Count == 0 ? null : string.Join(',', identifiers.Select(identifier => identifier.ToString(CultureInfo.InvariantCulture)));

    // Mostly the memory is a whole array already.
    private static byte[] Bytes(ReadOnlyMemory<byte> memory)
        => MemoryMarshal.TryGetArray(memory, out var segment) && segment.Offset == 0 && segment.Count == segment.Array!.Length ? segment.Array : memory.ToArray();

    private static NpgsqlParameter<TValue[]> Column<TItem, TValue>(IReadOnlyCollection<TItem> items, Func<TItem, TValue> value)
    {
        var column = new TValue[items.Count];
        var at = 0;
        foreach (var item in items)
        {
            column[at++] = value(item);
        }

        return new NpgsqlParameter<TValue[]> { TypedValue = column };
    }

    [SuppressMessage("Security", "CA2100", Justification = "The texts are the constants of JournalSql.")]
    private static void Add(NpgsqlBatch batch, string sql, params ReadOnlySpan<NpgsqlParameter> parameters)
    {
        var command = new NpgsqlBatchCommand(sql);
        foreach (var parameter in parameters)
        {
            command.Parameters.Add(parameter);
        }

        batch.BatchCommands.Add(command);
    }
}
