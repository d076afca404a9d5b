using Spectre.Console;

namespace CostGuard.Cli.Terminal;

/// <summary>The terminal: answers on standard output, everything else on standard error. Colours only for a person.</summary>
public sealed class Screen(Surroundings surroundings, bool noColor)
{
    private readonly Lazy<IAnsiConsole> _answer = new(() => Open(surroundings, surroundings.Out, surroundings.IsTerminal, noColor));
    private readonly Lazy<IAnsiConsole> _message = new(() => Open(surroundings, surroundings.Error, surroundings.IsErrorTerminal, noColor));

    public IAnsiConsole Answer => _answer.Value;

    public IAnsiConsole Message => _message.Value;

    /// <summary>A line on standard output.</summary>
    public void Line(string text = "") => surroundings.Out.WriteLine(text);

    /// <summary>A line on standard error, for what is not the answer.</summary>
    public void Note(string text) => surroundings.Error.WriteLine(text);

    private static IAnsiConsole Open(Surroundings surroundings, TextWriter writer, bool terminal, bool noColor)
    {
        bool forced = surroundings.Environment("FORCE_COLOR") is { Length: > 0 };
        bool plain = noColor || surroundings.Environment("NO_COLOR") is { Length: > 0 } || surroundings.Environment("TERM") == "dumb" || (!terminal && !forced);
        IAnsiConsole console = AnsiConsole.Create(new AnsiConsoleSettings
        {
            Out = new AnsiConsoleOutput(writer),
            Ansi = plain ? AnsiSupport.No : AnsiSupport.Yes,
            ColorSystem = plain ? ColorSystemSupport.NoColors : ColorSystemSupport.Standard,
            Interactive = InteractionSupport.No,
        });
        console.Profile.Width = surroundings.Width;
        console.Profile.Capabilities.Unicode = true;
        return console;
    }
}
