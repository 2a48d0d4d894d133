using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;

namespace ChatApp.MqttBridge.Tests.Support;

/// <summary>Remembers what was logged.</summary>
internal sealed class RecordedLog : ILoggerProvider
{
    public ConcurrentQueue<(int Id, LogLevel Level, string Text)> Lines { get; } = new();

    public ILogger CreateLogger(string categoryName) => new Logger(Lines);

    public void Dispose()
    {
        // Nothing is held.
    }

    private sealed class Logger(ConcurrentQueue<(int Id, LogLevel Level, string Text)> lines) : ILogger
    {
        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => logLevel >= LogLevel.Information;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
            => lines.Enqueue((eventId.Id, logLevel, formatter(state, exception)));
    }
}
