using Microsoft.Extensions.Logging;

namespace CostGuard.Cli.Composition;

/// <summary>Log lines of the rooms, one plain line each on standard error.</summary>
public sealed class ErrorStreamLogs(TextWriter error) : ILoggerProvider
{
    public ILogger CreateLogger(string categoryName) => new LineLog(error, categoryName);

    public void Dispose()
    {
        // The stream belongs to the process.
    }

    private sealed class LineLog(TextWriter error, string category) : ILogger
    {
        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => logLevel >= LogLevel.Warning || (logLevel >= LogLevel.Information && category.StartsWith("CostGuard", StringComparison.Ordinal));

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
        {
            if (!IsEnabled(logLevel)) return;
            error.WriteLine($"{logLevel}: {formatter(state, exception)}{(exception is null ? "" : $" ({exception.Message})")}");
        }
    }
}
