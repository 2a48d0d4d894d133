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

            // Statements and details would bring what people wrote into the log; the program that sent them knows them.
            ["log_min_error_statement"] = "panic",
            ["log_error_verbosity"] = "terse",
            ["log_checkpoints"] = "off",
            ["cluster_name"] = "chatapp",

            // Compiling a query costs more than any of ours takes.
            ["jit"] = "off",
        };
        return [.. settings.SelectMany(setting => new[] { "-c", $"{setting.Key}={setting.Value}" })];
    }
}
