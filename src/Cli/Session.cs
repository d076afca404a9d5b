using System.CommandLine;
using System.Globalization;
using CostGuard.Cli.Composition;
using CostGuard.Cli.Configuration;
using CostGuard.Cli.Terminal;
using CostGuard.Core.Close;
using CostGuard.Core.Configuration;
using CostGuard.Core.Errors;
using CostGuard.Core.Ports;
using CostGuard.Core.Reports;
using CostGuard.Core.Values;
using CostGuard.Ledger.State;
using Microsoft.Extensions.DependencyInjection;

namespace CostGuard.Cli;

/// <summary>One invocation: the home, the clock, the screen, and the rooms, opened when they are first asked for.</summary>
public sealed class Session(ParseResult arguments, GlobalOptions options, Surroundings surroundings) : IAsyncDisposable
{
    private ServiceProvider? _rooms;
    private CostGuardConfiguration? _configuration;

    public ParseResult Arguments => arguments;

    public Surroundings Surroundings => surroundings;

    public HomeFolder Home { get; private init; } = new(Path.GetFullPath(
        arguments.GetValue(options.Home) ?? surroundings.Environment("COSTGUARD_HOME") ?? Path.Combine(surroundings.WorkingFolder, "costguard"),
        surroundings.WorkingFolder));

    /// <summary>True when the user said which home.</summary>
    public bool HomeIsNamed => (arguments.GetValue(options.Home) ?? surroundings.Environment("COSTGUARD_HOME")) is not null;

    public bool Quiet => arguments.GetValue(options.Quiet);

    public bool Verbose => arguments.GetValue(options.Verbose);

    public bool NoInput => arguments.GetValue(options.NoInput) || !surroundings.IsTerminal;

    public string OutputFormat => arguments.GetValue(options.Output)!;

    public Screen Screen { get; } = new(surroundings, arguments.GetValue(options.NoColor));

    /// <summary>True when the invocation names another moment than now.</summary>
    public bool HasAsOf => arguments.GetValue(options.AsOf) is not null;

    /// <summary>The moment that is judged: --as-of, else now. A day means its end of day is not reached: 00:00 UTC of it.</summary>
    public DateTimeOffset AsOf
    {
        get
        {
            if (arguments.GetValue(options.AsOf) is not { } text) return surroundings.Clock.GetUtcNow();
            return DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out DateTimeOffset instant)
                ? instant
                : throw new CostGuardException(2, CommandErrors.BadArgument.At($"--as-of '{text}' is not a date such as 2026-11-16 or 2026-11-16T07:00:00Z."));
        }
    }

    /// <summary>The moment that is judged for a month: of a closed one its close, as its reports are, unless another is asked for.</summary>
    public DateTimeOffset AsOfMonth(BillingPeriod month) =>
        arguments.GetValue(options.AsOf) is null && Configuration.Closed.FirstOrDefault(closing => closing.Period == month) is { } closed ? closed.ChangedAt : AsOf;

    /// <summary>The checked configuration; exit code 2 with every problem when it has errors.</summary>
    public CostGuardConfiguration Configuration => _configuration ??= ReadConfiguration();

    /// <summary>A command line inside a running one: on the same configuration and rooms, its tables taken instead of shown.</summary>
    public static Session Lent(
        ParseResult arguments, GlobalOptions options, Surroundings surroundings, CostGuardConfiguration configuration, IServiceProvider rooms, Action<ReportTable> taken) =>
        new(arguments, options, surroundings) { Home = configuration.Home, _configuration = configuration, LentRooms = rooms, Taken = taken };

    /// <summary>The same invocation on another home.</summary>
    public Session At(HomeFolder home) => new(arguments, options, surroundings) { Home = home };

    public T Room<T>()
        where T : notnull => Rooms.GetRequiredService<T>();

    public IEnumerable<T> RoomsOf<T>() => Rooms.GetServices<T>();

    public Task<Snapshot> SnapshotAsync(CancellationToken cancellationToken) => Room<ISnapshotStore>().CurrentAsync(Configuration, cancellationToken);

    /// <summary>The snapshot that answers for months: of one closed month the pinned one, else the current one (in which closed months are as they were closed).</summary>
    public async Task<Snapshot> SnapshotAsync(PeriodText months, CancellationToken cancellationToken)
    {
        SnapshotId? pinned = months.IsAll || months.First != months.Last ? null : Configuration.Closed.FirstOrDefault(closing => closing.Period == months.First)?.Snapshot;
        return pinned is { } id && await Room<ISnapshotStore>().FindAsync(id.Value, cancellationToken).ConfigureAwait(false) is { } snapshot
            ? snapshot
            : await SnapshotAsync(cancellationToken).ConfigureAwait(false);
    }

    /// <summary>The configuration that answers for months: of one closed month the one that it was closed with, else today's.</summary>
    public CostGuardConfiguration ConfigurationOf(PeriodText months) =>
        months.IsAll || months.First != months.Last ? Configuration : Room<ClosedConfigurations>().Of(months.First);

    /// <summary>False when the period is the option's own default.</summary>
    public bool HasPeriod(Option<string> option) => arguments.GetResult(option) is { Implicit: false };

    public PeriodText Period(Option<string> option) => PeriodText.Parse(arguments.GetValue(option)!, AsOf, Configuration.Company);

    /// <summary>Renders the answer in the asked format, to the screen or to --out.</summary>
    public Task AnswerAsync(ReportTable table, CancellationToken cancellationToken)
    {
        if (Taken is null) return Answers.WriteAsync(table, this, arguments.GetValue(options.Output)!, arguments.GetValue(options.Out), cancellationToken);
        Taken(table);
        return Task.CompletedTask;
    }

    public async ValueTask DisposeAsync()
    {
        if (_rooms is not null) await _rooms.DisposeAsync().ConfigureAwait(false);
    }

    private IServiceProvider? LentRooms { get; init; }

    private Action<ReportTable>? Taken { get; init; }

    private IServiceProvider Rooms => LentRooms ?? (_rooms ??= RoomServices.Build(Home, surroundings, () => Configuration));

    private CostGuardConfiguration ReadConfiguration()
    {
        if (!File.Exists(Home.Combine("costguard.yaml")))
            throw new CostGuardException(2, CommandErrors.NotAHome.At($"No costguard.yaml in {Home.Path}."));
        (CostGuardConfiguration? configuration, IReadOnlyList<Problem> problems) = ConfigurationReader.Read(Home);
        Problem[] errors = [.. problems.Where(problem => problem.Severity == Severity.Error)];
        if (configuration is null || errors.Length > 0)
            throw new CostGuardException(2, errors.Length > 0 ? errors[0] : CommandErrors.NotAHome.At("The configuration cannot be read."), [.. errors.Skip(1)]);
        IReadOnlyList<Closing> closed = StateReads.Locks(Home);
        if (closed.Count == 0) return configuration;
        IReadOnlyList<Problem> against = ClosedMonths.Check(configuration, closed);
        Problem[] refused = [.. against.Where(problem => problem.Severity == Severity.Error)];
        if (refused.Length > 0) throw new CostGuardException(9, refused[0], [.. refused.Skip(1)]);
        foreach (Problem told in against) surroundings.Error.WriteLine($"Warning {told.Code}: {told.Message} The locked rate counts.");
        CostGuardConfiguration locked = ClosedMonths.WithLockedRates(configuration, closed);
        return locked with { MoneyHash = MoneyHash.Of(locked) };
    }
}
