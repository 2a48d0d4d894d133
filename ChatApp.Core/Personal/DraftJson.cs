using System.Text.Json;
using System.Text.Json.Serialization;

namespace ChatApp.Core.Personal;

[JsonSourceGenerationOptions(JsonSerializerDefaults.Web, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(DraftValue))]
internal sealed partial class DraftJson : JsonSerializerContext;
