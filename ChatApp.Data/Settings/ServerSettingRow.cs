namespace ChatApp.Data.Settings;

/// <summary>A setting whose value is not the default.</summary>
internal sealed class ServerSettingRow
{
    public required string Name { get; set; }

    public required string Value { get; set; }
}
