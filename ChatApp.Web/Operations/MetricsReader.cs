using OpenTelemetry;
using OpenTelemetry.Metrics;

namespace ChatApp.Web.Operations;

/// <summary>Collects the figures of the product, of ASP.NET, of Npgsql and of the runtime, and writes them as text on demand.</summary>
internal sealed class MetricsReader(ServerMetrics serverMetrics, IHostApplicationLifetime lifetime) : IHostedService, IDisposable
{
    private const int LongestCollectMs = 3_000;

    // An attacker must not make a series of each path or name.
    private const int MostSeriesPerInstrument = 500;

    private static readonly string[] Meters =
    [
        "ChatApp.*", "Microsoft.AspNetCore.*", "System.Runtime", "Npgsql",
    ];

    private readonly Lock _gate = new();
    private readonly PrometheusExporter _exporter = new();
    private BaseExportingMetricReader? _reader;
    private MeterProvider? _provider;

    public Task StartAsync(CancellationToken cancellationToken)
    {
        // After the first requests, not before: setting up the SDK costs a tenth of the time to start.
        lifetime.ApplicationStarted.Register(() => _ = Task.Run(Begin, CancellationToken.None));
        return Task.CompletedTask;
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <summary>The figures now, in Prometheus' text format.</summary>
    public string Read()
    {
        lock (_gate)
        {
            Begin();
            _exporter.Clear();
            _reader?.Collect(LongestCollectMs);
            return _exporter.Text;
        }
    }

    public void Dispose()
    {
        _provider?.Dispose();
        _reader?.Dispose();
        _exporter.Dispose();
    }

    private void Begin()
    {
        lock (_gate)
        {
            if (_provider is not null)
            {
                return;
            }

            _ = serverMetrics;
            _reader = new BaseExportingMetricReader(_exporter) { TemporalityPreference = MetricReaderTemporalityPreference.Cumulative };
            _provider = Sdk.CreateMeterProviderBuilder()
                .AddMeter(Meters)
                .AddView(_ => new MetricStreamConfiguration { CardinalityLimit = MostSeriesPerInstrument })
                .AddReader(_reader)
                .Build();
        }
    }
}
