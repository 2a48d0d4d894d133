using System.Text.Json;
using System.Text.Json.Serialization;

namespace ChatApp.Web.Admin.Wire;

/// <summary>Writes and reads the JSON of the administrators' hub without reflection, by the same rules as <c>WireJson</c>.</summary>
[JsonSourceGenerationOptions(
    JsonSerializerDefaults.Web,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    AllowDuplicateProperties = false,
    NumberHandling = JsonNumberHandling.Strict)]
[JsonSerializable(typeof(AdminEvent.WordsChanged))]
[JsonSerializable(typeof(AdminEvent.SettingChanged))]
[JsonSerializable(typeof(AdminEvent.Hit))]
[JsonSerializable(typeof(AdminEvent.ReviewChanged))]
[JsonSerializable(typeof(AdminEvent.ConnectionChanged))]
[JsonSerializable(typeof(AdminFigures))]
[JsonSerializable(typeof(AdminWord))]
[JsonSerializable(typeof(AdminWordDraft))]
[JsonSerializable(typeof(AdminWordQuery))]
[JsonSerializable(typeof(AdminPage<AdminWord>))]
[JsonSerializable(typeof(AdminVerdict))]
[JsonSerializable(typeof(AdminHit))]
[JsonSerializable(typeof(AdminPage<AdminHit>))]
[JsonSerializable(typeof(AdminPage<AdminReviewItem>))]
[JsonSerializable(typeof(IReadOnlyList<AdminSetting>))]
[JsonSerializable(typeof(IReadOnlyList<AdminSettingChange>))]
[JsonSerializable(typeof(AdminGroupRetention))]
[JsonSerializable(typeof(AdminPage<AdminUser>))]
[JsonSerializable(typeof(IReadOnlyList<AdminSession>))]
[JsonSerializable(typeof(AdminPage<AdminAuditEntry>))]
[JsonSerializable(typeof(IReadOnlyList<string>))]
[JsonSerializable(typeof(DateTimeOffset?))]
[JsonSerializable(typeof(string))]
[JsonSerializable(typeof(int))]
[JsonSerializable(typeof(int?))]
[JsonSerializable(typeof(long))]
internal sealed partial class AdminJson : JsonSerializerContext;
