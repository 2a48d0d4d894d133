using ChatApp.Core.Administration;
using ChatApp.Core.Broker;
using ChatApp.Core.Kernel;
using ChatApp.Web.Resources;

namespace ChatApp.Web.Components.Admin;

/// <summary>The rules for free topics of MQTT, and the topics with a retained message.</summary>
public sealed partial class TopicsPage(TopicRuleAdministration rules, ConnectionAdministration connections) : AdminPage
{
    private const int PageSize = 50;

    private IReadOnlyList<StoredTopicRule>? _rules;
    private List<RetainedTopic> _retained = [];
    private bool _hasMore;
    private bool _busy;
    private string? _removed;
    private string _search = string.Empty;
    private string _prefix = string.Empty;
    private string _name = string.Empty;
    private TopicRuleSubject _subject;
    private bool _publish = true;
    private bool _subscribe = true;

    private bool MayAct => Ready && Me.Allows(AdminRight.Administer);

    protected override async Task OnInitializedAsync()
    {
        await base.OnInitializedAsync();
        if (Ready)
        {
            await LoadAsync();
            await SearchAsync();
        }
    }

    private async Task LoadAsync()
    {
        var found = await rules.ListAsync(await CallerAsync(), Gone);
        Failure = found.Refusal is { } refusal ? Texts.Refusal(refusal) : null;
        _rules = found.Refusal is null ? found.Value : _rules;
    }

    private async Task SaveAsync()
    {
        _busy = true;
        var right = (_publish ? TopicRight.Publish : TopicRight.None) | (_subscribe ? TopicRight.Subscribe : TopicRight.None);
        var rule = new TopicRule(_prefix.Trim().Trim('/'), _subject, _subject == TopicRuleSubject.Everyone ? string.Empty : _name.Trim(), right);
        var saved = await rules.SaveAsync(await CallerAsync(), rule, CancellationToken.None);
        _busy = false;
        if (saved.Refusal == ErrorCode.InvalidRequest)
        {
            Toasts.Fail(Texts["topics.invalid"]);
        }
        else if (!Refused(saved))
        {
            _prefix = _name = string.Empty;
            await LoadAsync();
        }
    }

    private async Task RemoveAsync(StoredTopicRule stored)
    {
        Refused(await rules.RemoveAsync(await CallerAsync(), stored.Id, CancellationToken.None));
        await LoadAsync();
    }

    private async Task SearchAsync()
    {
        _retained = [];
        await LoadMoreAsync();
    }

    private async Task LoadMoreAsync()
    {
        var found = connections.ListRetained(await CallerAsync(), _search.Trim(), _retained.LastOrDefault()?.Topic, PageSize);
        if (found.Refusal is null)
        {
            _retained.AddRange(found.Value);
            _hasMore = found.Value.Count == PageSize;
        }
    }

    private async Task RemoveRetainedAsync(string reason)
    {
        Refused(await connections.RemoveRetainedAsync(await CallerAsync(), _removed!, reason, CancellationToken.None));
        _removed = null;
        await SearchAsync();
    }

    private string Who(TopicRule rule) => rule.Subject switch
    {
        TopicRuleSubject.Everyone => Texts["topics.subject.Everyone"],
        TopicRuleSubject.User => rule.Name,
        TopicRuleSubject.Role => Texts[$"role.{rule.Name}"],
    };

    private string What(TopicRight right)
        => string.Join(
            Texts["list.separator"],
            new[] { (TopicRight.Publish, "topics.publish"), (TopicRight.Subscribe, "topics.subscribe") }
                .Where(entry => right.HasFlag(entry.Item1)).Select(entry => Texts[entry.Item2].Value));
}
