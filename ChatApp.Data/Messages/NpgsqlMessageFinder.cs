using ChatApp.Core.Conversations;
using ChatApp.Core.Messages;
using Npgsql;

namespace ChatApp.Data.Messages;

/// <summary>Finds single messages by their key, in plain SQL because the log is.</summary>
internal sealed class NpgsqlMessageFinder(NpgsqlDataSource database) : IMessageFinder
{
    private const string Sql = $"""
        select {MessageColumns.Select}
        from messages m join conversations c on c.id = m.conversation_id
        where m.conversation_id = $2 and m.sequence = any($3) and {HiddenSql.NotHidden}
        order by m.sequence
        """;

    public async Task<IReadOnlyList<Message>> FindAsync(Membership member, IReadOnlyCollection<long> sequences, CancellationToken cancellationToken)
    {
        var seen = sequences.Where(member.MaySee).ToArray();
        if (seen.Length == 0)
        {
            return [];
        }

        await using var command = database.CreateCommand(Sql);
        command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = member.User.Value });
        command.Parameters.Add(new NpgsqlParameter<long> { TypedValue = member.Conversation.Value });
        command.Parameters.Add(new NpgsqlParameter<long[]> { TypedValue = seen });
        await using var row = await command.ExecuteReaderAsync(cancellationToken);
        var found = new List<Message>();
        while (await row.ReadAsync(cancellationToken))
        {
            found.Add(MessageColumns.Read(row));
        }

        return found;
    }
}
