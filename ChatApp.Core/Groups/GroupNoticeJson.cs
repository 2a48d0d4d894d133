using System.Text.Json;
using System.Text.Json.Serialization;

namespace ChatApp.Core.Groups;

/// <summary>Writes and reads <see cref="GroupNotice"/> without reflection.</summary>
[JsonSourceGenerationOptions(JsonSerializerDefaults.Web)]
[JsonSerializable(typeof(GroupNotice))]
public sealed partial class GroupNoticeJson : JsonSerializerContext;
