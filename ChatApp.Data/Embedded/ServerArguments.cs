using System.Globalization;

namespace ChatApp.Data.Embedded;

/// <summary>The settings that the server is started with. Given on the command line, they win over what a file in the cluster says.</summary>
internal static class ServerArguments
{
    public static IReadOnlyList<string> For(EmbeddedPostgresOptions options, string socketFolder)
    {
        var flush = options.WithoutDurability ? "off" : "on";
        Dictionary<string, string> settings = new(StringComparer.Ordinal)
        {
            ["listen_addresses"] = string.Empty,
            ["unix_socket_directories"] = socketFolder,
            ["unix_socket_permissions"] = "0700",
            ["port"] = "5432",
            ["max_connections"] = options.MaxConnections.ToString(CultureInfo.InvariantCulture),
            ["shared_buffers"] = "128MB",
            ["fsync"] = flush,
            ["synchronous_commit"] = flush,
            ["full_page_writes"] = flush,
            ["logging_collector"] = "off",
            ["log_min_messages"] = "warning",
            ["cluster_name"] = "chatapp",

            // Compiling a query costs more than any of ours takes.
            ["jit"] = "off",
        };
        return [.. settings.SelectMany(setting => new[] { "-c", $"{setting.Key}={setting.Value}" })];
    }
}
