using System.Net;
using System.Net.Sockets;
using System.Text;

namespace CostGuard.Integration.Mail;

/// <summary>
/// A raw SMTP server that follows a script, one a connection: how it answers EHLO, MAIL, each RCPT and the end of the message.
/// "close" ends the connection without an answer; "421 …" answers and ends it.
/// </summary>
internal sealed class ScriptedSmtpServer : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _stop = new();
    private readonly Task _running;

    public ScriptedSmtpServer(params Script[] scripts)
    {
        _listener.Start();
        _running = RunAsync(scripts);
    }

    public int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;

    public int Connections { get; private set; }

    /// <summary>Messages received in full, whatever was answered.</summary>
    public List<string> Bodies { get; } = [];

    public List<string> Commands { get; } = [];

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        _listener.Stop();
        await _running;
        _stop.Dispose();
    }

    private async Task RunAsync(Script[] scripts)
    {
        try
        {
            foreach (Script script in scripts)
            {
                using TcpClient client = await _listener.AcceptTcpClientAsync(_stop.Token);
                Connections++;
                await TalkAsync(client, script);
            }
        }
        catch (Exception exception) when (exception is OperationCanceledException or SocketException or IOException)
        {
            // The test is over, or the client went away.
        }
    }

    private async Task TalkAsync(TcpClient client, Script script)
    {
        using NetworkStream stream = client.GetStream();
        using var reader = new StreamReader(stream, Encoding.Latin1);
        await SayAsync(stream, "220 scripted");
        while (await reader.ReadLineAsync(_stop.Token) is { } line)
        {
            Commands.Add(line);
            string verb = line.Split(' ', ':')[0].ToUpperInvariant();
            string answer = verb switch
            {
                "EHLO" => script.Ehlo,
                "MAIL" => script.Mail,
                "RCPT" => script.Refused is { } refused && line.Contains(refused, StringComparison.Ordinal) ? "550 5.1.1 no such user"
                    : script.Later is { } later && line.Contains(later, StringComparison.Ordinal) ? "451 4.7.1 greylisted, try again" : "250 ok",
                "DATA" => "354 go on",
                "QUIT" => "221 bye",
                _ => "250 ok",
            };
            await SayAsync(stream, answer);
            if (answer.StartsWith("421", StringComparison.Ordinal) || verb == "QUIT") return;
            if (verb != "DATA") continue;
            Bodies.Add(await BodyAsync(reader));
            if (script.AfterBody == "close") return;
            await SayAsync(stream, script.AfterBody);
        }
    }

    private async Task<string> BodyAsync(StreamReader reader)
    {
        var body = new StringBuilder();
        while (await reader.ReadLineAsync(_stop.Token) is { } line && line != ".") body.Append(line).Append('\n');
        return body.ToString();
    }

    private static async Task SayAsync(NetworkStream stream, string answer) =>
        await stream.WriteAsync(Encoding.ASCII.GetBytes(answer.Replace("\n", "\r\n", StringComparison.Ordinal) + "\r\n"));

    internal sealed record Script(string Ehlo = "250 SIZE 10485760", string Mail = "250 ok", string? Refused = null, string AfterBody = "250 2.0.0 queued", string? Later = null);
}
