# The desktop of one session: window manager, input method, then the program with somebody at its keyboard.
set -u
export XDG_RUNTIME_DIR=$HOME/run
mkdir -p "$XDG_RUNTIME_DIR" "$HOME/.config/mozc"
chmod 700 "$XDG_RUNTIME_DIR"
cat > "$HOME/.config/mozc/ibus_config.textproto" <<'M'
engines {
  name : "mozc-jp"
  longname : "Mozc"
  layout : "default"
  layout_variant : ""
  layout_option : ""
  rank : 80
}
active_on_launch: True
M
export GSETTINGS_BACKEND=keyfile
gsettings set org.freedesktop.ibus.engine.anthy.common input-mode 0 2>/dev/null # ひらがな from the start, as mozc above
openbox >/dev/null 2>&1 &
sleep 1
ibus-daemon --xim --panel disable --daemonize --replace >/dev/null 2>&1
for _ in $(seq 20); do
  ibus list-engine 2>/dev/null | grep -q "$ENGINE" && break
  sleep 0.5
done
ibus engine "$ENGINE" >/dev/null 2>&1
cd "$REPO"
/usr/bin/python3 -B "$REPO/tests/nightly/ime_session.py"
