using System.Text.Json;
using ChatApp.Core.Administration;
using ChatApp.Core.Audit;
using ChatApp.Core.Kernel;
using ChatApp.Web.Resources;
using Microsoft.AspNetCore.Components;

namespace ChatApp.Web.Components.Admin;

/// <summary>What administrators did, in a chain that anybody with a role can check.</summary>
public sealed partial class AuditPage(AuditAdministration audit) : AdminPage
{
    private const int PageSize = 50;

    private static readonly string[] Features = ["word", "hit", "setting", "user", "session", "connection", "retained", "topic-rule"];

    private static readonly JsonSerializerOptions Indented = new()
    {
        WriteIndented = true,
        Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    private List<AuditEntry>? _entries;
    private bool _hasMore;
    private bool _busy;
    private string? _actor;
    private string? _target;
    private AuditCheck? _check;

    /// <summary>The feature or the action, in the address.</summary>
    [SupplyParameterFromQuery(Name = "action")]
    public string? Action { get; set; }

    /// <summary>Who did it, in the address.</summary>
    [SupplyParameterFromQuery(Name = "actor")]
    public string? Actor { get; set; }

    /// <summary>To what, in the address.</summary>
    [SupplyParameterFromQuery(Name = "target")]
    public string? Target { get; set; }

    private bool IsFiltered => Action is not null || Actor is not null || Target is not null;

    protected override async Task OnParametersSetAsync()
    {
        if (Ready)
        {
            await LoadAsync();
        }
    }

    private static string Pretty(string details)
    {
        try
        {
            using var document = JsonDocument.Parse(details);
            return JsonSerializer.Serialize(document, Indented);
        }
        catch (JsonException)
        {
            return details;
        }
    }

    private string ActName(string action)
    {
        var name = Texts[$"audit.action.{action}"];
        return name.ResourceNotFound ? action : name;
    }

    private async Task LoadAsync()
    {
        var page = await audit.ListAsync(Me, Wanted(), before: null, PageSize, Gone);
        if (page.Refusal is { } refusal)
        {
            Failure = Texts.Refusal(refusal);
            return;
        }

        Failure = null;
        _entries = [.. page.Value.Entries];
        _hasMore = page.Value.HasMore;
    }

    private async Task LoadMoreAsync()
    {
        var page = await audit.ListAsync(Me, Wanted(), _entries![^1].Id, PageSize, Gone);
        if (!Refused(page))
        {
            _entries = [.. _entries, .. page.Value.Entries];
            _hasMore = page.Value.HasMore;
        }
    }

    private AuditFilter Wanted() => new(
        UserId.TryParse(Actor, out var actor) ? actor : null,
        string.IsNullOrWhiteSpace(Action) ? null : Action,
        string.IsNullOrWhiteSpace(Target) ? null : Target);

    private void Search()
        => Filter(new Dictionary<string, object?> { ["actor"] = (_actor ?? Actor)?.Trim(), ["target"] = (_target ?? Target)?.Trim() });

    private async Task VerifyAsync()
    {
        _busy = true;
        var check = await audit.VerifyAsync(await CallerAsync(), Gone);
        _busy = false;
        if (!Refused(check))
        {
            _check = check.Value;
        }
    }
}
