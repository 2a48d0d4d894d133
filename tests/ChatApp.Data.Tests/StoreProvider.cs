using ChatApp.Testing.Databases;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace ChatApp.Data.Tests;

/// <summary>The stores of the product over an empty database of one test.</summary>
public sealed class StoreProvider : IAsyncDisposable
{
    private readonly ServiceProvider _services;

    private StoreProvider(PostgresDatabase database)
    {
        Database = database;
        _services = new ServiceCollection()
            .AddLogging()
            .AddSingleton(TimeProvider.System)
            .AddChatAppData(database.ConnectionString)
            .BuildServiceProvider();
    }

    public PostgresDatabase Database { get; }

    public static async Task<StoreProvider> CreateAsync() => new(await PostgresDatabase.CreateAsync(TestContext.Current.CancellationToken));

    public T Get<T>()
        where T : notnull
        => _services.GetRequiredService<T>();

    public async Task ExecuteAsync(string sql)
    {
        await using var command = Database.DataSource.CreateCommand(sql);
        await command.ExecuteNonQueryAsync(TestContext.Current.CancellationToken);
    }

    public async ValueTask DisposeAsync()
    {
        await _services.DisposeAsync();
        await Database.DisposeAsync();
    }
}
