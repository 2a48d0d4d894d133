using ChatApp.Core.Administration;
using ChatApp.Core.Settings;
using ChatApp.Web.Admin;
using ChatApp.Web.Resources;

namespace ChatApp.Web.Components.Admin;

/// <summary>The server's settings: checked while they are typed, saved by group with what changes, and in force without a restart.</summary>
public sealed partial class SettingsPage(SettingAdministration settings) : AdminPage
{
    private const int HistoryShown = 20;

    private readonly Dictionary<string, string> _typed = new(StringComparer.Ordinal);
    private IReadOnlyList<SettingView>? _settings;
    private IReadOnlyList<SettingChange> _changes = [];
    private List<SettingView>? _saving;
    private SettingView? _history;
    private string _search = string.Empty;

    private IEnumerable<IGrouping<string, SettingView>> Groups
        => _settings!.Where(Matches).GroupBy(setting => setting.Definition.Group);

    protected override async Task OnInitializedAsync()
    {
        await base.OnInitializedAsync();
        if (Ready)
        {
            Load();
        }
    }

    protected override bool Concerns(AdminEvent adminEvent) => adminEvent is AdminEvent.SettingChanged;

    // What somebody else saved shows at once; what is being typed here stays as it is.
    protected override Task OnLiveAsync()
    {
        Load();
        return Task.CompletedTask;
    }

    private void Load()
    {
        var list = settings.List(Me);
        if (list.Refusal is { } refusal)
        {
            Failure = Texts.Refusal(refusal);
            return;
        }

        _settings = list.Value;
        foreach (var setting in _settings.Where(setting => !IsChanged(setting)))
        {
            _typed.Remove(setting.Definition.Name);
        }
    }

    private bool Matches(SettingView setting)
        => _search.Length == 0
            || setting.Definition.Name.Contains(_search, StringComparison.OrdinalIgnoreCase)
            || Texts[$"setting.{setting.Definition.Name}"].Value.Contains(_search, StringComparison.CurrentCultureIgnoreCase)
            || Texts[$"setting.{setting.Definition.Name}.help"].Value.Contains(_search, StringComparison.CurrentCultureIgnoreCase);

    private string Typed(SettingView setting) => _typed.GetValueOrDefault(setting.Definition.Name, setting.Value);

    private bool IsChanged(SettingView setting) => !setting.Locked && Typed(setting) != setting.Value;

    private bool IsValid(SettingView setting) => setting.Definition.Accepts(Typed(setting));

    private string Shown(SettingDefinition setting, string? value) => SettingField.Show(setting, value ?? setting.Default, Texts);

    private void Discard(List<SettingView> changes)
    {
        foreach (var setting in changes)
        {
            _typed.Remove(setting.Definition.Name);
        }
    }

    private async Task SaveAsync(string reason)
    {
        var caller = await CallerAsync();
        var saved = 0;
        foreach (var setting in _saving!)
        {
            var typed = Typed(setting);
            var value = typed == setting.Definition.Default ? null : typed;
            if (Refused(await settings.SetAsync(caller, setting.Definition.Name, value, reason, Gone)))
            {
                break;
            }

            saved++;
        }

        _saving = null;
        Load();
        if (saved > 0)
        {
            Toasts.Say(Texts.Plural("settings.saved", saved));
        }
    }

    private async Task ShowHistoryAsync(SettingView setting)
    {
        var changes = await settings.ListChangesAsync(Me, setting.Definition.Name, before: null, HistoryShown, Gone);
        if (!Refused(changes))
        {
            (_history, _changes) = (setting, changes.Value);
        }
    }

    private async Task RevertAsync(SettingChange change)
    {
        var reason = Texts["settings.revertReason", change.Id];
        if (!Refused(await settings.SetAsync(await CallerAsync(), change.Name, change.OldValue, reason, Gone)))
        {
            _history = null;
            _typed.Remove(change.Name);
            Load();
            Toasts.Say(Texts.Plural("settings.saved", 1));
        }
    }
}
