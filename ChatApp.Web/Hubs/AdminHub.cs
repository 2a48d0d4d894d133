using System.Globalization;
using ChatApp.Core.Administration;
using ChatApp.Core.Audit;
using ChatApp.Core.Kernel;
using ChatApp.Core.Moderation;
using ChatApp.Core.Review;
using ChatApp.Web.Admin;
using ChatApp.Web.Admin.Wire;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.SignalR;

namespace ChatApp.Web.Hubs;

/// <summary>
/// The hub of administrators. It pushes what <see cref="AdminEvents"/> tells, which is also what the pages show live, and its methods are
/// the services of the administration: each asks the store for the caller's roles again, so a role that was taken away is gone at once.
/// A refusal comes as a hub error with the code's name.
/// </summary>
[Authorize(Roles = AdminRoles.Any)]
public sealed class AdminHub(
    WordAdministration words,
    HitAdministration hits,
    ReviewAdministration review,
    SettingAdministration settings,
    RetentionAdministration retention,
    UserAdministration users,
    AuditAdministration audit,
    AdminFigureReader figures,
    AdminEvents events) : Hub<IAdminClient>
{
    private const string Attendance = "attendance";

    private CancellationToken Aborted => Context.ConnectionAborted;

    /// <inheritdoc/>
    public override Task OnConnectedAsync()
    {
        Context.Items[Attendance] = events.Attend();
        return base.OnConnectedAsync();
    }

    /// <inheritdoc/>
    public override Task OnDisconnectedAsync(Exception? exception)
    {
        (Context.Items[Attendance] as IDisposable)?.Dispose();
        return base.OnDisconnectedAsync(exception);
    }

    /// <summary>The figures of this node, now.</summary>
    public async Task<AdminFigures> Figures()
    {
        if (!(await CallerAsync()).MayEnter)
        {
            throw Refusal(ErrorCode.Forbidden);
        }

        return await figures.ReadAsync(Aborted);
    }

    /// <summary>A page of the words, the newest change first.</summary>
    public async Task<AdminPage<AdminWord>> ListWords(AdminWordQuery query)
    {
        var caller = await CallerAsync();
        var after = query.AfterId is null ? null : await FindWordAsync(caller, query.AfterId);
        var page = Value(await words.ListAsync(
            caller, new WordQuery(query.Text, query.Category, After: after, Limit: query.Limit), Aborted));
        return new AdminPage<AdminWord>([.. page.Words.Select(word => AdminWord.From(word, page.RecentHits.GetValueOrDefault(word.Id)))], page.HasMore);
    }

    /// <summary>Adds a word.</summary>
    public async Task<AdminWord> AddWord(AdminWordDraft draft) => AdminWord.From(Value(await words.AddAsync(await CallerAsync(), Draft(draft), Aborted)));

    /// <summary>Changes a word that still has the version the caller saw.</summary>
    public async Task<AdminWord> ChangeWord(string id, long seenVersion, AdminWordDraft draft)
        => AdminWord.From(Value(await words.ChangeAsync(await CallerAsync(), Number(id), seenVersion, Draft(draft), Aborted)));

    /// <summary>Removes a word; the word as it was.</summary>
    public async Task<AdminWord> RemoveWord(string id) => AdminWord.From(Value(await words.RemoveAsync(await CallerAsync(), Number(id), Aborted)));

    /// <summary>What the words in force would do to a text of a kind, as <c>Messages</c>.</summary>
    public async Task<AdminVerdict> TryText(string text, string scope)
        => WireNames.TryRead<ModerationScope>(scope, out var kind)
            ? AdminVerdict.From(Value(words.Try(await CallerAsync(), text, kind)))
            : throw Refusal(ErrorCode.InvalidRequest);

    /// <summary>A page of the hits, the newest first, their texts covered.</summary>
    public async Task<AdminPage<AdminHit>> ListHits(string? before, int limit)
    {
        var page = Value(await hits.ListAsync(await CallerAsync(), new HitFilter(), Place(before), limit, Aborted));
        return new AdminPage<AdminHit>([.. page.Hits.Select(AdminHit.From)], page.HasMore);
    }

    /// <summary>The text behind a hit; the reason goes into the audit log.</summary>
    public async Task<AdminHit> RevealHit(string id, string reason)
        => AdminHit.From(Value(await hits.RevealAsync(await CallerAsync(), Number(id), reason, Aborted)));

    /// <summary>A page of the messages that moderation kept back, of a state as <c>Waiting</c>, the newest first.</summary>
    public async Task<AdminPage<AdminReviewItem>> ListReview(string state, string? before, int limit)
    {
        var wanted = WireNames.TryRead<ReviewState>(state, out var read) ? read : throw Refusal(ErrorCode.InvalidRequest);
        var page = Value(await review.ListAsync(await CallerAsync(), wanted, Place(before), limit, Aborted));
        return new AdminPage<AdminReviewItem>([.. page.Items.Select(AdminReviewItem.From)], page.HasMore);
    }

    /// <summary>Sends a message that was kept back to its conversation; its place there.</summary>
    public async Task<long> ApproveReview(string id) => Value(await review.ApproveAsync(await CallerAsync(), Number(id), Aborted));

    /// <summary>Keeps a message back for good.</summary>
    public async Task RejectReview(string id) => Value(await review.RejectAsync(await CallerAsync(), Number(id), Aborted));

    /// <summary>Every setting.</summary>
    public async Task<IReadOnlyList<AdminSetting>> ListSettings() => [.. Value(settings.List(await CallerAsync())).Select(AdminSetting.From)];

    /// <summary>Sets a setting, or goes back to its default with <see langword="null"/>.</summary>
    public async Task SetSetting(string name, string? value, string? reason)
        => Value(await settings.SetAsync(await CallerAsync(), name, value, reason, Aborted));

    /// <summary>The changes of a setting, or of all, the newest first.</summary>
    public async Task<IReadOnlyList<AdminSettingChange>> SettingHistory(string? name, string? before, int limit)
        => [.. Value(await settings.ListChangesAsync(await CallerAsync(), name, Place(before), limit, Aborted)).Select(AdminSettingChange.From)];

    /// <summary>How long a group's messages are kept, and what was removed of them.</summary>
    public async Task<AdminGroupRetention> GroupRetention(string groupId)
        => AdminGroupRetention.From(Value(await retention.ReadGroupAsync(await CallerAsync(), groupId, Aborted)));

    /// <summary>Gives a group a rule of its own in days, 0 for ever, or takes it back with <see langword="null"/>; the rule as it is now.</summary>
    public async Task<AdminGroupRetention> SetGroupRetention(string groupId, int? days, string? reason)
        => AdminGroupRetention.From(Value(await retention.SetGroupAsync(await CallerAsync(), groupId, days, reason, Aborted)));

    /// <summary>A page of the accounts, by user name.</summary>
    public async Task<AdminPage<AdminUser>> ListUsers(string? text, string? afterUserName, int limit)
    {
        var page = Value(await users.ListAsync(await CallerAsync(), new UserQuery(text, AfterUserName: afterUserName, Limit: limit), Aborted));
        return new AdminPage<AdminUser>([.. page.Users.Select(AdminUser.From)], page.HasMore);
    }

    /// <summary>Suspends an account and ends its sessions; how many ended.</summary>
    public async Task<int> SuspendUser(string userId, DateTimeOffset? until, string reason)
        => Value(await users.SuspendAsync(await CallerAsync(), User(userId), until, reason, Aborted));

    /// <summary>Lets an account in again.</summary>
    public async Task UnsuspendUser(string userId, string reason)
        => Value(await users.UnsuspendAsync(await CallerAsync(), User(userId), reason, Aborted));

    /// <summary>Gives an account exactly these roles.</summary>
    public async Task SetRoles(string userId, IReadOnlyList<string> roles, string reason)
        => Value(await users.SetRolesAsync(await CallerAsync(), User(userId), roles, reason, Aborted));

    /// <summary>The live sessions of an account.</summary>
    public async Task<IReadOnlyList<AdminSession>> ListSessions(string userId)
        => [.. Value(await users.ListSessionsAsync(await CallerAsync(), User(userId), Aborted)).Select(AdminSession.From)];

    /// <summary>Ends one session of an account.</summary>
    public async Task EndSession(string userId, string sessionId, string reason)
    {
        var session = Guid.TryParseExact(sessionId, "N", out var id) ? new SessionId(id) : throw Refusal(ErrorCode.InvalidRequest);
        Value(await users.EndSessionAsync(await CallerAsync(), User(userId), session, reason, Aborted));
    }

    /// <summary>Ends all sessions of an account; how many ended.</summary>
    public async Task<int> EndAllSessions(string userId, string reason)
        => Value(await users.EndAllSessionsAsync(await CallerAsync(), User(userId), reason, Aborted));

    /// <summary>A page of the audit log, the newest first.</summary>
    public async Task<AdminPage<AdminAuditEntry>> ListAudit(string? before, int limit)
    {
        var page = Value(await audit.ListAsync(await CallerAsync(), new AuditFilter(), Place(before), limit, Aborted));
        return new AdminPage<AdminAuditEntry>([.. page.Entries.Select(AdminAuditEntry.From)], page.HasMore);
    }

    private Task<Administrator> CallerAsync() => users.IdentifyAsync(Context.User!, Aborted);

    private async Task<SensitiveWord> FindWordAsync(Administrator caller, string id) => Value(await words.FindAsync(caller, Number(id), Aborted));

    private static WordDraft Draft(AdminWordDraft draft) => draft.ToDraft() ?? throw Refusal(ErrorCode.InvalidRequest);

    private static UserId User(string id) => UserId.TryParse(id, out var user) ? user : throw Refusal(ErrorCode.InvalidRequest);

    private static long Number(string id)
        => long.TryParse(id, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : throw Refusal(ErrorCode.InvalidRequest);

    private static long? Place(string? before) => before is null ? null : Number(before);

    private static T Value<T>(Outcome<T> outcome) => outcome.Refusal is { } refusal ? throw Refusal(refusal) : outcome.Value;

    private static HubException Refusal(ErrorCode code) => new(code.ToString());
}
