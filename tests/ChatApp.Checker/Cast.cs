using ChatApp.Checker.Clients;
using ChatApp.Checker.Faults;
using ChatApp.Checker.History;
using ChatApp.Checker.Judging;
using ChatApp.Testing.Program;

namespace ChatApp.Checker;

/// <summary>The people of a run, their clients, and the conversations they write in.</summary>
internal sealed class Cast : IAsyncDisposable
{
    private static readonly string[] People = ["alice", "bob", "carol", "chenwei", "lina", "wangfang"];

    // Only these come and go, so that the others are always there to write.
    private static readonly string[] Movers = ["carol", "chenwei", "lina"];

    private readonly Stage _stage;
    private readonly HistoryLog _history;
    private readonly HttpLine _owner;
    private readonly Dictionary<string, ApiClient> _devices = [];

    private Cast(Stage stage, HistoryLog history, HttpLine owner)
    {
        _stage = stage;
        _history = history;
        _owner = owner;
    }

    public List<Actor> Actors { get; } = [];

    public required MemberChurn Churn { get; init; }

    /// <summary>How long a client waits between two messages, about; longer where each message is a process and a connection.</summary>
    public static TimeSpan PaceOf(Actor actor) => TimeSpan.FromMilliseconds(actor.Kind == LineKind.Mosquitto ? 500 : 120);

    private HashSet<string> Conversations { get; } = [];

    private Dictionary<string, IReadOnlyList<Place>> Places { get; } = [];

    public static async Task<Cast> GatherAsync(Stage stage, HistoryLog history, int seed, CancellationToken cancellationToken)
    {
        var devices = new Dictionary<string, ApiClient>();
        foreach (var person in People)
        {
            foreach (var kind in DoorsOf(person))
            {
                devices[$"{person}-{kind}"] = await ApiClient.SignInAsync(stage.Program.Address, person, cancellationToken);
            }

            devices[Publisher(person)] = await ApiClient.SignInAsync(stage.Program.Address, person, cancellationToken);
        }

        // A phone's first connection sets its cursors to the present; every conversation of the run comes after it.
        foreach (var device in devices.Where(device => IsPhone(device.Key)).Select(device => device.Value))
        {
            await using var line = await MqttLine.ConnectAsync(stage.Program.MqttPort, device.Device, device.User, device.Token, _ => { }, cancellationToken);
        }

        // Past the proxy: what it did is known when no fault of the program or the database came in between.
        var owner = new HttpLine(stage.Program.Address, devices["alice-Http"].Token);
        string[] groups =
        [
            await owner.CreateGroupAsync("Steady", People[1..], cancellationToken),
            await owner.CreateGroupAsync("Coming", People[1..], cancellationToken),
            await owner.CreateGroupAsync("Going", People[1..], cancellationToken),
        ];
        var cast = new Cast(stage, history, owner) { Churn = new MemberChurn(owner, groups[1..], Movers, history, seed) };
        foreach (var person in People)
        {
            cast.Add(person, groups, devices, seed);
        }

        foreach (var actor in cast.Actors)
        {
            actor.Know(cast.Actors);
        }

        return cast;
    }

    public async Task<StoredState> ReadStoredAsync(string connectionString)
    {
        var told = new Dictionary<string, IReadOnlyList<(Place, long)>>();
        foreach (var person in People)
        {
            await using var line = Http(person);
            told[person] = await line.ReadUnreadAsync(CancellationToken.None);
        }

        return await new StoredReader(connectionString).ReadAsync(Conversations, told, CancellationToken.None);
    }

    /// <summary>Each person as a new reader who asks for everything from the first message on.</summary>
    public async Task<IReadOnlyList<ActorRecord>> ReadEverythingAsync()
    {
        var records = new List<ActorRecord>();
        foreach (var person in People)
        {
            await using var line = Http(person);
            var inbox = new Inbox(person);
            foreach (var place in Places[person])
            {
                while (await line.ReadAfterAsync(place, inbox.CursorOf(place.SharedBy(person)), CancellationToken.None) is { Count: > 0 } page)
                {
                    foreach (var message in page)
                    {
                        inbox.Take(message, live: false);
                    }
                }
            }

            records.Add(new ActorRecord($"{person}-reader", person, GetsOwn: true, ReadsAll: true, inbox.Receipts));
        }

        return records;
    }

    public async ValueTask DisposeAsync()
    {
        await _owner.DisposeAsync();
        foreach (var device in _devices.Values)
        {
            device.Dispose();
        }
    }

    private static bool IsPhone(string device)
        => device.EndsWith(nameof(LineKind.Mqtt), StringComparison.Ordinal) || device.EndsWith(nameof(LineKind.Mosquitto), StringComparison.Ordinal);

    private static string Publisher(string person) => $"{person}-publisher";

    // At least two devices each, so that every pair of doors belongs to somebody who uses both for the same message.
    private static LineKind[] DoorsOf(string person) => (Array.IndexOf(People, person) % 3) switch
    {
        0 => [LineKind.Hub, LineKind.Http, LineKind.Mosquitto],
        1 => [LineKind.Mqtt, LineKind.Hub],
        _ => [LineKind.Http, LineKind.Mqtt],
    };

    private HttpLine Http(string person) => new(_stage.Program.Address, _devices[$"{person}-{DoorsOf(person)[0]}"].Token);

    private void Add(string person, string[] groups, Dictionary<string, ApiClient> devices, int seed)
    {
        var at = Array.IndexOf(People, person);
        Places[person] =
        [
            .. groups.Select(group => new Place(1, group)),

            // One to the left and one to the right: every single chat has two who write.
            new Place(0, People[(at + 1) % People.Length]),
            new Place(0, People[(at + People.Length - 1) % People.Length]),
        ];
        Conversations.UnionWith(Places[person].Select(place => place.SharedBy(person)));
        foreach (var kind in DoorsOf(person))
        {
            var name = $"{person}-{kind}";
            var (device, publisher) = (devices[name], devices[Publisher(person)]);
            (_devices[name], _devices[Publisher(person)]) = (device, publisher);
            Actors.Add(new Actor(name, person, kind, Places[person], (pushed, opened, stop) => ConnectAsync(kind, device, publisher, pushed, opened, stop), _history, (seed * 31) + Actors.Count));
        }
    }

    private async Task<ILine> ConnectAsync(
        LineKind kind, ApiClient device, ApiClient publisher, Action<Incoming> pushed, Action opened, CancellationToken stop)
        => kind switch
        {
            LineKind.Hub => await HubLine.ConnectAsync(new Uri($"http://localhost:{_stage.Http.Port}"), device.Token, pushed, stop),
            LineKind.Http => new HttpLine(new Uri($"http://localhost:{_stage.Http.Port}"), device.Token),
            LineKind.Mqtt => await MqttLine.ConnectAsync(_stage.Mqtt.Port, device.Device, device.User, device.Token, pushed, stop),
            LineKind.Mosquitto => new MosquittoLine(_stage.Mqtt.Port, device, publisher, pushed, opened),
            _ => throw new ArgumentOutOfRangeException(nameof(kind)),
        };
}
