using System.Reflection;
using ChatApp.Core.Conversations;
using Npgsql;

namespace ChatApp.MqttBridge.Tests.Support;

/// <summary>The real store of conversations, which a test can make fail as a database that is away fails.</summary>
public class GatedConversations : DispatchProxy
{
    private IConversationStore? _store;
    private Func<bool>? _isAway;

    public static IConversationStore Before(IConversationStore store, Func<bool> isAway)
    {
        var proxy = Create<IConversationStore, GatedConversations>();
        ((GatedConversations)(object)proxy)._store = store;
        ((GatedConversations)(object)proxy)._isAway = isAway;
        return proxy;
    }

    protected override object? Invoke(MethodInfo? targetMethod, object?[]? args)
        => _isAway!() ? throw new NpgsqlException("The database is away.") : targetMethod!.Invoke(_store, args);
}
