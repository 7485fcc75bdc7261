using Google.Protobuf;
using Microsoft.Extensions.Logging;
using Proto = ActorProxy.Shadowing.Wire.Generated;

namespace ActorProxy.Shadowing.Control;

/// <summary>Keeps the <see cref="ControlTable"/> in a node's state directory, as JSON, replaced atomically.</summary>
internal sealed class ControlFile(string directory, ILogger logger)
{
    // What a newer version wrote beside what this one knows is no reason to stop.
    private static readonly JsonParser Parser = new(JsonParser.Settings.Default.WithIgnoreUnknownFields(true));

    private readonly string _path = Path.Combine(directory, "control.json");

    /// <summary>
    /// Reads the table. A file that cannot be read is set aside, and copying starts paused: what was paused on purpose must not start sending
    /// because a disk failed. Nor must production wait for a disk: it never fails.
    /// </summary>
    public ControlTable Load(ulong self, TimeProvider time)
    {
        try
        {
            Directory.CreateDirectory(directory);
            return File.Exists(_path) ? ControlTableCodec.Read(Parser.Parse<Proto.ControlTable>(File.ReadAllText(_path))) : ControlTable.Empty;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or InvalidDataException or ArgumentException)
        {
            logger.LogError(e, "Runtime control in {Path} cannot be read; all copying starts paused", _path);
            SetAside($"{_path}.corrupt-{time.GetUtcNow():yyyyMMddHHmmss}");
            var paused = ControlTable.Empty.With(
                new ControlChange(null, null, true, "actorproxy", $"runtime control in {_path} was unreadable"), self, time.GetUtcNow());

            // Else the next start would find nothing and send.
            Save(paused);
            return paused;
        }
    }

    /// <summary>Writes the table. A failure is logged, as control must go on without its disk.</summary>
    /// <returns>Whether it is written.</returns>
    public bool Save(ControlTable table)
    {
        try
        {
            var temporary = _path + ".new";
            using (var stream = new FileStream(temporary, FileMode.Create, FileAccess.Write))
            using (var writer = new StreamWriter(stream))
            {
                JsonFormatter.Default.Format(ControlTableCodec.Write(table), writer);
                writer.Flush();
                stream.Flush(flushToDisk: true);
            }

            File.Move(temporary, _path, overwrite: true);
            return true;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            logger.LogError(e, "Runtime control cannot be written to {Path}; it would not survive a restart of the whole cluster. It is tried again", _path);
            return false;
        }
    }

    private void SetAside(string aside)
    {
        try
        {
            if (!File.Exists(_path)) return;
            File.Move(_path, aside, overwrite: true);
            logger.LogError("What could not be read was set aside as {Aside}", aside);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            logger.LogError(e, "It cannot be set aside as {Aside} either", aside);
        }
    }
}
