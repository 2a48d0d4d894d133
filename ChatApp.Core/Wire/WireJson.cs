using System.Text.Json;
using System.Text.Json.Serialization;

namespace ChatApp.Core.Wire;

/// <summary>Writes and reads the wire's JSON without reflection: camel case, no nulls, unknown fields ignored, doubled ones refused.</summary>
[JsonSourceGenerationOptions(
    JsonSerializerDefaults.Web,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    AllowDuplicateProperties = false,
    NumberHandling = JsonNumberHandling.Strict)]
[JsonSerializable(typeof(WireSend))]
[JsonSerializable(typeof(WireMessage))]
[JsonSerializable(typeof(WireSent))]
[JsonSerializable(typeof(WireResult))]
[JsonSerializable(typeof(WirePage))]
[JsonSerializable(typeof(WireSearch))]
[JsonSerializable(typeof(WireSearchPage))]
[JsonSerializable(typeof(WireCatchUp))]
[JsonSerializable(typeof(WireCaughtUp))]
[JsonSerializable(typeof(WireEvent))]
[JsonSerializable(typeof(WireForward))]
[JsonSerializable(typeof(WireMerge))]
[JsonSerializable(typeof(WireResults))]
[JsonSerializable(typeof(WireChanges))]
[JsonSerializable(typeof(WirePins))]
[JsonSerializable(typeof(WireStars))]
[JsonSerializable(typeof(WireVersions))]
[JsonSerializable(typeof(WireReactors))]
[JsonSerializable(typeof(WireConversationList))]
[JsonSerializable(typeof(WireDraft))]
[JsonSerializable(typeof(WireFriendList))]
[JsonSerializable(typeof(WireFriendRequestList))]
[JsonSerializable(typeof(WireFriendRequestOutcome))]
[JsonSerializable(typeof(WireGroup))]
[JsonSerializable(typeof(WireMemberList))]
[JsonSerializable(typeof(WireAddedMembers))]
[JsonSerializable(typeof(WireGroupRights))]
[JsonSerializable(typeof(WireMark))]
[JsonSerializable(typeof(WireMarkList))]
[JsonSerializable(typeof(WireReaderPage))]
[JsonSerializable(typeof(WireSessionList))]
[JsonSerializable(typeof(WireSecurityLog))]
[JsonSerializable(typeof(WireSettingPage))]
[JsonSerializable(typeof(WireSettings))]
[JsonSerializable(typeof(WireSettingDrafts))]
[JsonSerializable(typeof(WireUser))]
[JsonSerializable(typeof(WireUserList))]
[JsonSerializable(typeof(WirePresenceList))]
[JsonSerializable(typeof(WireCleared))]
[JsonSerializable(typeof(WireQrSheet))]
[JsonSerializable(typeof(WireScheduled))]
[JsonSerializable(typeof(WireScheduledList))]
[JsonSerializable(typeof(WireReminder))]
[JsonSerializable(typeof(WireReminderList))]
public sealed partial class WireJson : JsonSerializerContext;
