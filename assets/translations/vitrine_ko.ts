<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="ko_KR" sourcelanguage="en_US">
<context>
    <name>AnswerBars</name>
    <message>
        <source>Answer</source>
        <translation>예측</translation>
    </message>
    <message>
        <source>click a class to explain it</source>
        <translation>클래스를 누르면 근거를 보여 줍니다</translation>
    </message>
</context>
<context>
    <name>ChannelArea</name>
    <message>
        <source>The layer&apos;s channels will appear here</source>
        <translation>레이어의 채널이 여기에 나타납니다</translation>
    </message>
</context>
<context>
    <name>ChannelGrid</name>
    <message>
        <source>Channels of the layer</source>
        <translation>레이어의 채널</translation>
    </message>
    <message>
        <source>Every channel of the layer. Arrows move between channels, Enter opens one.</source>
        <translation>레이어의 모든 채널입니다. 화살표 키로 채널 사이를 이동하고 Enter로 엽니다.</translation>
    </message>
    <message>
        <source>No activations yet</source>
        <translation>아직 활성값 없음</translation>
    </message>
    <message>
        <source>by index</source>
        <translation>번호순</translation>
    </message>
    <message>
        <source>largest mean first</source>
        <translation>평균이 큰 순</translation>
    </message>
    <message>
        <source>largest maximum first</source>
        <translation>최댓값이 큰 순</translation>
    </message>
    <message>
        <source>largest variance first</source>
        <translation>분산이 큰 순</translation>
    </message>
    <message>
        <source>{count} channels of {rows} × {columns}, {sort}</source>
        <translation>채널 {count}개, {rows} × {columns}, {sort}</translation>
    </message>
    <message>
        <source>-max</source>
        <translation>-최대</translation>
    </message>
    <message>
        <source>max</source>
        <translation>최대</translation>
    </message>
    <message>
        <source>scale: each channel its own</source>
        <translation>스케일: 채널별</translation>
    </message>
    <message>
        <source>scale: channel {channel}</source>
        <translation>스케일: 채널 {channel}</translation>
    </message>
    <message>
        <source>scale: whole network</source>
        <translation>스케일: 네트워크 전체</translation>
    </message>
    <message>
        <source>scale: whole layer (the network&apos;s is not known yet)</source>
        <translation>스케일: 레이어 전체 (네트워크의 최댓값은 아직 모름)</translation>
    </message>
    <message>
        <source>scale: whole layer</source>
        <translation>스케일: 레이어 전체</translation>
    </message>
    <message>
        <source>channel {channel} · row {row}, column {column} · {value}</source>
        <translation>채널 {channel} · 행 {row}, 열 {column} · {value}</translation>
    </message>
    <message>
        <source>channel {channel}, maximum {maximum}, mean {mean}</source>
        <translation>채널 {channel}, 최댓값 {maximum}, 평균 {mean}</translation>
    </message>
</context>
<context>
    <name>ChoiceBox</name>
    <message>
        <source>asking ...</source>
        <translation>불러오는 중 ...</translation>
    </message>
</context>
<context>
    <name>ColourBar</name>
    <message>
        <source>Colours from {low} to {high} {unit}</source>
        <translation>색 범위: {low} ~ {high} {unit}</translation>
    </message>
    <message>
        <source>{map}: {low:.6g} to {high:.6g} {unit}</source>
        <translation>{map}: {low:.6g} ~ {high:.6g} {unit}</translation>
    </message>
</context>
<context>
    <name>Confusion</name>
    <message>
        <source>Confusion matrix</source>
        <translation>혼동 행렬</translation>
    </message>
    <message>
        <source>{count} of {all} pictures of {true} answered rightly</source>
        <translation>“{true}” 이미지 {all}장 중 {count}장 정답</translation>
    </message>
    <message>
        <source>{count} of {all} pictures of {true} taken for {answer}</source>
        <translation>“{true}” 이미지 {all}장 중 {count}장의 예측: {answer}</translation>
    </message>
    <message>
        <source>{right} of {total} pictures answered rightly</source>
        <translation>정답 {right}/{total}장</translation>
    </message>
    <message>
        <source>share of the row</source>
        <translation>행 안의 비율</translation>
    </message>
    <message>
        <source>pictures</source>
        <translation>이미지 수</translation>
    </message>
</context>
<context>
    <name>Curves</name>
    <message>
        <source>step</source>
        <translation>단계</translation>
    </message>
    <message>
        <source>Curves over the steps</source>
        <translation>단계에 따른 곡선</translation>
    </message>
    <message>
        <source>Click or drag to show a step; the wheel zooms, a double click shows all.</source>
        <translation>누르거나 끌면 그 단계를 보여 줍니다. 휠로 확대하고, 두 번 클릭하면 전체를 보여 줍니다.</translation>
    </message>
    <message>
        <source>{name} {step}</source>
        <translation>{name} {step}</translation>
    </message>
</context>
<context>
    <name>Dialogs</name>
    <message>
        <source>Close</source>
        <translation>닫기</translation>
    </message>
    <message>
        <source>Alt+arrows</source>
        <translation>Alt+화살표</translation>
    </message>
    <message>
        <source>Move between units</source>
        <translation>유닛 사이 이동</translation>
    </message>
    <message>
        <source>Wheel</source>
        <translation>휠</translation>
    </message>
    <message>
        <source>Zoom round the pointer</source>
        <translation>포인터 주위 확대/축소</translation>
    </message>
    <message>
        <source>Double click</source>
        <translation>두 번 클릭</translation>
    </message>
    <message>
        <source>See the whole picture again</source>
        <translation>전체 이미지 다시 보기</translation>
    </message>
    <message>
        <source>Shift+click</source>
        <translation>Shift+클릭</translation>
    </message>
    <message>
        <source>Compare with this class</source>
        <translation>이 클래스와 비교</translation>
    </message>
    <message>
        <source>Keys</source>
        <translation>단축키</translation>
    </message>
    <message>
        <source>On the stage</source>
        <translation>화면에서</translation>
    </message>
    <message>
        <source>About Vitrine</source>
        <translation>Vitrine 정보</translation>
    </message>
    <message>
        <source>Version {version}, Python {python}. An explorer for computer vision; MIT licence.</source>
        <translation>버전 {version}, Python {python}. 컴퓨터 비전 탐색기이며 MIT 라이선스를 따릅니다.</translation>
    </message>
</context>
<context>
    <name>FeatureMapsStage</name>
    <message>
        <source>Network</source>
        <translation>네트워크</translation>
    </message>
    <message>
        <source>Layer</source>
        <translation>레이어</translation>
    </message>
    <message>
        <source>Unit</source>
        <translation>유닛</translation>
    </message>
    <message>
        <source>Shape</source>
        <translation>모양</translation>
    </message>
    <message>
        <source>Units</source>
        <translation>유닛 수</translation>
    </message>
    <message>
        <source>Parameters</source>
        <translation>매개변수 수</translation>
    </message>
    <message>
        <source>Memory of the output</source>
        <translation>출력 메모리</translation>
    </message>
    <message>
        <source>{kb:,.0f} kB</source>
        <translation>{kb:,.0f} kB</translation>
    </message>
    <message>
        <source>Exactly zero</source>
        <translation>값이 0인 비율</translation>
    </message>
    <message>
        <source>receptive field</source>
        <translation>수용 영역</translation>
    </message>
    <message>
        <source>Unit ({row}, {column}) of channel {channel} can see {width:.0f} × {height:.0f} pixels; what moves it glows.</source>
        <translation>채널 {channel}의 유닛 ({row}, {column})에서 볼 수 있는 범위는 {width:.0f} × {height:.0f}픽셀입니다. 값을 움직이는 픽셀이 밝게 빛납니다.</translation>
    </message>
    <message>
        <source>Each unit of this layer can see {height:.0f} × {width:.0f} pixels of the network&apos;s input.</source>
        <translation>이 레이어의 유닛은 저마다 네트워크 입력에서 {height:.0f} × {width:.0f}픽셀을 볼 수 있습니다.</translation>
    </message>
    <message>
        <source>Unit {channel} ({row}, {column})</source>
        <translation>유닛 {channel} ({row}, {column})</translation>
    </message>
    <message>
        <source>({row}, {column}) of channel {channel}</source>
        <translation>채널 {channel}의 ({row}, {column})</translation>
    </message>
    <message>
        <source>What the {channels} channels of {layer} in {network} make of the picture, {height} × {width} units each.</source>
        <translation>{network} 네트워크의 {layer} 레이어가 이 이미지에서 계산한 채널 {channels}개입니다. 채널마다 유닛이 {height} × {width}개 있습니다.</translation>
    </message>
</context>
<context>
    <name>FieldPanel</name>
    <message>
        <source>More</source>
        <translation>더 보기</translation>
    </message>
    <message>
        <source>Less</source>
        <translation>접기</translation>
    </message>
</context>
<context>
    <name>Filming</name>
    <message>
        <source>Saving {name}</source>
        <translation>저장 중: {name}</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>취소</translation>
    </message>
    <message>
        <source>Saved {name}</source>
        <translation>저장됨: {name}</translation>
    </message>
</context>
<context>
    <name>FilterGrid</name>
    <message>
        <source>Filters of the first layer</source>
        <translation>첫 레이어의 필터</translation>
    </message>
    <message>
        <source>{count} filters of {rows} × {columns}, input channels as red, green, blue</source>
        <translation>필터 {count}개, {rows} × {columns}, 입력 채널은 빨강·초록·파랑</translation>
    </message>
    <message>
        <source>{count} filters of {rows} × {columns}</source>
        <translation>필터 {count}개, {rows} × {columns}</translation>
    </message>
    <message>
        <source>{count} filters of {rows} × {columns}, slice {channel} of {channels}</source>
        <translation>필터 {count}개, {rows} × {columns}, 단면 {channel}/{channels}</translation>
    </message>
    <message>
        <source>weights, all filters on one scale</source>
        <translation>가중치, 모든 필터가 같은 스케일</translation>
    </message>
    <message>
        <source>filter {number} · row {row}, column {column} · {values}</source>
        <translation>필터 {number} · 행 {row}, 열 {column} · {values}</translation>
    </message>
</context>
<context>
    <name>Finder</name>
    <message>
        <source>Find a lab, a network, a paper, a command</source>
        <translation>실습, 네트워크, 논문, 명령 찾기</translation>
    </message>
    <message>
        <source>Nothing is found by this.</source>
        <translation>찾은 결과가 없습니다.</translation>
    </message>
</context>
<context>
    <name>GradCamStage</name>
    <message>
        <source>{first} minus {second}</source>
        <translation>{first} - {second}</translation>
    </message>
    <message>
        <source>No positive evidence at this layer</source>
        <translation>이 레이어에는 양의 근거가 없습니다</translation>
    </message>
    <message>
        <source>The map before the ReLU runs from {low} to {high}.</source>
        <translation>ReLU를 적용하기 전 지도의 값은 {low}에서 {high}까지입니다.</translation>
    </message>
    <message>
        <source>max {value}</source>
        <translation>최대 {value}</translation>
    </message>
    <message>
        <source>none</source>
        <translation>없음</translation>
    </message>
    <message>
        <source>{name}: {width} × {height} cells, raw values up to {value}</source>
        <translation>{name}: {width} × {height}칸, 원래 값은 최대 {value}</translation>
    </message>
    <message>
        <source>The same answer, layer by layer</source>
        <translation>같은 예측, 레이어별로</translation>
    </message>
    <message>
        <source>early layers: averaged gradients lose the place</source>
        <translation>앞쪽 레이어: 기울기를 평균하면 위치를 잃음</translation>
    </message>
    <message>
        <source>the last stage</source>
        <translation>마지막 스테이지</translation>
    </message>
    <message>
        <source>Where features of {place} in {network} count towards “{name}”, each channel weighted by its mean gradient.</source>
        <translation>{network} 네트워크의 {place}에서 “{name}” 클래스의 점수를 높이는 특징의 자리입니다. 채널마다 평균 기울기로 가중합니다.</translation>
    </message>
</context>
<context>
    <name>HeatFigure</name>
    <message>
        <source>score</source>
        <translation>점수</translation>
    </message>
    <message>
        <source>Close the comparison</source>
        <translation>비교 닫기</translation>
    </message>
    <message>
        <source>x {x}, y {y} · outside the map</source>
        <translation>x {x}, y {y} · 지도 바깥</translation>
    </message>
    <message>
        <source>x {x}, y {y} · cell ({row}, {column}) · {value}</source>
        <translation>x {x}, y {y} · 칸 ({row}, {column}) · {value}</translation>
    </message>
</context>
<context>
    <name>Histogram</name>
    <message>
        <source>Histogram of the activations</source>
        <translation>활성값 히스토그램</translation>
    </message>
    <message>
        <source>How many activations have which value; exact zeros are counted apart.</source>
        <translation>값의 구간마다 활성값이 몇 개인지 보여 줍니다. 정확히 0인 값은 따로 셉니다.</translation>
    </message>
    <message>
        <source>{percent} % of {count} are exactly 0</source>
        <translation>{count}개 중 {percent} %가 정확히 0</translation>
    </message>
    <message>
        <source>{count} are not finite</source>
        <translation>유한하지 않은 값 {count}개</translation>
    </message>
    <message>
        <source>{low} to {high}: {count} of {all}</source>
        <translation>{low} ~ {high}: {all}개 중 {count}개</translation>
    </message>
    <message>
        <source>No activations yet</source>
        <translation>아직 활성값 없음</translation>
    </message>
    <message>
        <source>most {count}, log</source>
        <translation>최대 {count}, 로그</translation>
    </message>
    <message>
        <source>most {count}</source>
        <translation>최대 {count}</translation>
    </message>
</context>
<context>
    <name>InputPanel</name>
    <message>
        <source>live</source>
        <translation>실시간</translation>
    </message>
    <message>
        <source>{count:,} pictures, {classes} classes</source>
        <translation>이미지 {count:,}장, 클래스 {classes}개</translation>
    </message>
    <message>
        <source>Folder with one subfolder a class</source>
        <translation>클래스마다 하위 폴더가 있는 폴더</translation>
    </message>
    <message>
        <source>Open</source>
        <translation>열기</translation>
    </message>
</context>
<context>
    <name>LabPage</name>
    <message>
        <source>Show or hide the labs (Ctrl+B)</source>
        <translation>실습 목록을 표시하거나 숨깁니다 (Ctrl+B).</translation>
    </message>
    <message>
        <source>Back to the defaults</source>
        <translation>기본값으로 되돌리기</translation>
    </message>
    <message>
        <source>Use a class pack…</source>
        <translation>수업 팩 사용…</translation>
    </message>
    <message>
        <source>Open a weights file…</source>
        <translation>가중치 파일 열기…</translation>
    </message>
    <message>
        <source>{what}: {done} of {total}</source>
        <translation>{what}: {done}/{total}</translation>
    </message>
    <message>
        <source>live</source>
        <translation>실시간</translation>
    </message>
</context>
<context>
    <name>LayerModel</name>
    <message>
        <source>Layer</source>
        <translation>레이어</translation>
    </message>
    <message>
        <source>Kind</source>
        <translation>종류</translation>
    </message>
    <message>
        <source>Output</source>
        <translation>출력</translation>
    </message>
    <message>
        <source>Parameters</source>
        <translation>매개변수</translation>
    </message>
    <message>
        <source>Share</source>
        <translation>비율</translation>
    </message>
    <message>
        <source>channels × rows × columns, without the batch</source>
        <translation>채널 × 행 × 열, 배치 차원 제외</translation>
    </message>
    <message>
        <source>output {shape}</source>
        <translation>출력 {shape}</translation>
    </message>
    <message>
        <source>{count} parameters, {share} % of all, {memory}</source>
        <translation>매개변수 {count}개, 전체의 {share} %, {memory}</translation>
    </message>
    <message>
        <source>no parameters</source>
        <translation>매개변수 없음</translation>
    </message>
    <message>
        <source>last layer of a stage</source>
        <translation>스테이지의 마지막 레이어</translation>
    </message>
</context>
<context>
    <name>LayerTree</name>
    <message>
        <source>Find a layer: name, kind or shape</source>
        <translation>레이어 찾기: 이름, 종류, 모양</translation>
    </message>
    <message>
        <source>Find a layer</source>
        <translation>레이어 찾기</translation>
    </message>
    <message>
        <source>Layers of the network</source>
        <translation>네트워크의 레이어</translation>
    </message>
    <message>
        <source>{layers} layers · {parameters} parameters · {memory}</source>
        <translation>레이어 {layers}개 · 매개변수 {parameters}개 · {memory}</translation>
    </message>
    <message>
        <source>{parameters} parameters, {memory} bytes</source>
        <translation>매개변수 {parameters}개, {memory}바이트</translation>
    </message>
</context>
<context>
    <name>LessonPanel</name>
    <message>
        <source>Lesson</source>
        <translation>해설</translation>
    </message>
    <message>
        <source>Close the lesson</source>
        <translation>해설 닫기</translation>
    </message>
</context>
<context>
    <name>Notice</name>
    <message>
        <source>Put away (Esc)</source>
        <translation>닫기 (Esc)</translation>
    </message>
</context>
<context>
    <name>OpeningFiles</name>
    <message>
        <source>Class pack {name}: its networks open without the internet</source>
        <translation>수업 팩 {name}: 들어 있는 네트워크를 인터넷 없이 열 수 있습니다</translation>
    </message>
    <message>
        <source>camera</source>
        <translation>카메라</translation>
    </message>
</context>
<context>
    <name>PictureView</name>
    <message>
        <source>Picture</source>
        <translation>이미지</translation>
    </message>
</context>
<context>
    <name>PictureWall</name>
    <message>
        <source>No pictures yet</source>
        <translation>아직 이미지 없음</translation>
    </message>
    <message>
        <source>Pictures</source>
        <translation>이미지</translation>
    </message>
</context>
<context>
    <name>Pin</name>
    <message>
        <source>Unpin this run</source>
        <translation>이 실행 고정 해제</translation>
    </message>
    <message>
        <source>pinned, nothing changed yet</source>
        <translation>고정됨, 아직 바뀐 것 없음</translation>
    </message>
</context>
<context>
    <name>PinRow</name>
    <message>
        <source>the newest run</source>
        <translation>최근 실행</translation>
    </message>
</context>
<context>
    <name>ProbabilityBars</name>
    <message>
        <source>Class probabilities</source>
        <translation>클래스 확률</translation>
    </message>
    <message>
        <source>answer: {answer}, {percent} %</source>
        <translation>예측: {answer}, {percent} %</translation>
    </message>
    <message>
        <source>answer: {answer}, {percent} %, right</source>
        <translation>예측: {answer}, {percent} %, 맞음</translation>
    </message>
    <message>
        <source>answer: {answer}, {percent} %; it is {true}</source>
        <translation>예측: {answer}, {percent} %, 정답: {true}</translation>
    </message>
    <message>
        <source>No answer yet</source>
        <translation>아직 예측 없음</translation>
    </message>
    <message>
        <source>true</source>
        <translation>정답</translation>
    </message>
</context>
<context>
    <name>SidePanel</name>
    <message>
        <source>Computation</source>
        <translation>계산</translation>
    </message>
    <message>
        <source>Drawing</source>
        <translation>표시</translation>
    </message>
    <message>
        <source>Restart</source>
        <translation>다시 시작</translation>
    </message>
    <message>
        <source>Compute again with the changed options (Ctrl+R); the old film stays, undo brings it back</source>
        <translation>바꾼 옵션으로 다시 계산합니다 (Ctrl+R). 이전 영상은 남아 있으며 실행 취소로 되돌릴 수 있습니다.</translation>
    </message>
    <message>
        <source>Go on in the background</source>
        <translation>백그라운드에서 계속</translation>
    </message>
    <message>
        <source>Go on when another lab is opened</source>
        <translation>다른 실습을 열어도 계속합니다.</translation>
    </message>
    <message>
        <source>Save</source>
        <translation>저장</translation>
    </message>
    <message>
        <source>Save the picture (Ctrl+S)</source>
        <translation>이미지를 저장합니다 (Ctrl+S).</translation>
    </message>
    <message>
        <source>Python</source>
        <translation>Python</translation>
    </message>
    <message>
        <source>Copy this exact run as a Python script (Ctrl+Shift+C)</source>
        <translation>이 실행을 그대로 Python 스크립트로 복사합니다 (Ctrl+Shift+C).</translation>
    </message>
    <message>
        <source>Pin</source>
        <translation>고정</translation>
    </message>
    <message>
        <source>Keep this run beside the next one (P)</source>
        <translation>이 실행을 다음 실행 옆에 남겨 둡니다 (P).</translation>
    </message>
    <message>
        <source>Save {name}</source>
        <translation>저장: {name}</translation>
    </message>
    <message>
        <source>Saved {name}</source>
        <translation>저장됨: {name}</translation>
    </message>
</context>
<context>
    <name>Sidebar</name>
    <message>
        <source>Find a lab</source>
        <translation>실습 찾기</translation>
    </message>
    <message>
        <source>Ctrl K</source>
        <translation>Ctrl K</translation>
    </message>
    <message>
        <source>No lab is found by this.</source>
        <translation>찾은 실습이 없습니다.</translation>
    </message>
</context>
<context>
    <name>SourcePicker</name>
    <message>
        <source>Picture</source>
        <translation>이미지</translation>
    </message>
    <message>
        <source>Data</source>
        <translation>데이터</translation>
    </message>
    <message>
        <source>Previous file in the folder (Page Up)</source>
        <translation>폴더의 이전 파일 (Page Up)</translation>
    </message>
    <message>
        <source>Next file in the folder (Page Down)</source>
        <translation>폴더의 다음 파일 (Page Down)</translation>
    </message>
    <message>
        <source>Recent files</source>
        <translation>최근 파일</translation>
    </message>
    <message>
        <source>Freeze the source (F)</source>
        <translation>입력 멈추기 (F)</translation>
    </message>
    <message>
        <source>Camera</source>
        <translation>카메라</translation>
    </message>
    <message>
        <source>Open ...</source>
        <translation>열기 ...</translation>
    </message>
    <message>
        <source>Open a file or folder (Ctrl O)</source>
        <translation>파일이나 폴더 열기 (Ctrl O)</translation>
    </message>
    <message>
        <source>drop, paste or Ctrl O</source>
        <translation>끌어 놓기, 붙여넣기, Ctrl O</translation>
    </message>
</context>
<context>
    <name>StageStrip</name>
    <message>
        <source>Stages</source>
        <translation>스테이지</translation>
    </message>
</context>
<context>
    <name>Status</name>
    <message>
        <source>CPU, {used} of {all} threads</source>
        <translation>CPU, 스레드 {used}/{all}</translation>
    </message>
    <message>
        <source>{ms:.0f} ms a step</source>
        <translation>단계당 {ms:.0f} ms</translation>
    </message>
    <message>
        <source>{s:.1f} s a step</source>
        <translation>단계당 {s:.1f}초</translation>
    </message>
    <message>
        <source>{mb:,.0f} MB</source>
        <translation>{mb:,.0f} MB</translation>
    </message>
    <message>
        <source>loading</source>
        <translation>불러오는 중</translation>
    </message>
    <message>
        <source>waiting</source>
        <translation>대기 중</translation>
    </message>
    <message>
        <source>computing</source>
        <translation>계산 중</translation>
    </message>
    <message>
        <source>paused</source>
        <translation>일시 정지됨</translation>
    </message>
    <message>
        <source>ready</source>
        <translation>준비됨</translation>
    </message>
    <message>
        <source>failed</source>
        <translation>실패</translation>
    </message>
    <message>
        <source>stopped</source>
        <translation>중지됨</translation>
    </message>
</context>
<context>
    <name>Timeline</name>
    <message>
        <source>First step (Home)</source>
        <extracomment>Steps a second at most that are offered; infinity is &quot;as fast as it goes&quot;.</extracomment>
        <translation>첫 단계 (Home)</translation>
    </message>
    <message>
        <source>One step back (Left)</source>
        <translation>한 단계 뒤로 (Left)</translation>
    </message>
    <message>
        <source>Play (Space)</source>
        <translation>재생 (Space)</translation>
    </message>
    <message>
        <source>One step on (Right)</source>
        <translation>한 단계 앞으로 (Right)</translation>
    </message>
    <message>
        <source>Newest step (End)</source>
        <translation>최신 단계 (End)</translation>
    </message>
    <message>
        <source>Stop computing (Esc)</source>
        <translation>계산 중지 (Esc)</translation>
    </message>
    <message>
        <source>Play again from the first step at the end</source>
        <translation>끝나면 첫 단계부터 다시 재생합니다.</translation>
    </message>
    <message>
        <source>Save the steps as a film (Ctrl+Shift+F)</source>
        <translation>단계를 영상으로 저장합니다 (Ctrl+Shift+F).</translation>
    </message>
    <message>
        <source>More</source>
        <translation>더 보기</translation>
    </message>
    <message>
        <source>Recorded steps</source>
        <translation>기록된 단계</translation>
    </message>
    <message>
        <source>Steps a second at most</source>
        <translation>초당 최대 단계 수</translation>
    </message>
    <message>
        <source>Loop</source>
        <translation>반복</translation>
    </message>
    <message>
        <source>Save film ...</source>
        <translation>영상 저장 ...</translation>
    </message>
    <message>
        <source>Speed</source>
        <translation>속도</translation>
    </message>
    <message>
        <source>Pause (Space)</source>
        <translation>일시 정지 (Space)</translation>
    </message>
    <message>
        <source>computing</source>
        <translation>계산 중</translation>
    </message>
    <message>
        <source>step {step} of {count}, playing</source>
        <translation>{step}/{count}단계, 재생 중</translation>
    </message>
    <message>
        <source>paused at step {step}</source>
        <translation>{step}단계에서 일시 정지</translation>
    </message>
    <message>
        <source>step {step}, computing</source>
        <translation>{step}단계, 계산 중</translation>
    </message>
    <message>
        <source>step {step} of {count}, recorded</source>
        <translation>{step}/{count}단계, 기록됨</translation>
    </message>
    <message>
        <source>max</source>
        <translation>최대</translation>
    </message>
    <message>
        <source>{speed:g} /s</source>
        <translation>{speed:g}/초</translation>
    </message>
    <message>
        <source>as fast as it goes</source>
        <translation>가능한 한 빠르게</translation>
    </message>
    <message>
        <source>{speed:g} steps a second at most</source>
        <translation>초당 최대 {speed:g}단계</translation>
    </message>
</context>
<context>
    <name>TrainClassifierStage</name>
    <message>
        <source>Loss</source>
        <translation>손실</translation>
    </message>
    <message>
        <source>nats</source>
        <translation>nat</translation>
    </message>
    <message>
        <source>Accuracy</source>
        <translation>정확도</translation>
    </message>
    <message>
        <source>Learning rate</source>
        <translation>학습률</translation>
    </message>
    <message>
        <source>mini-batches</source>
        <translation>미니배치</translation>
    </message>
    <message>
        <source>Gradient norm</source>
        <translation>기울기 노름</translation>
    </message>
    <message>
        <source>training</source>
        <translation>학습</translation>
    </message>
    <message>
        <source>validation</source>
        <translation>검증</translation>
    </message>
    <message>
        <source>learning rate</source>
        <translation>학습률</translation>
    </message>
    <message>
        <source>{true}, taken for {answer}, loss {loss:.1f}</source>
        <translation>정답 {true}, 예측 {answer}, 손실 {loss:.1f}</translation>
    </message>
    <message>
        <source>{true}, loss {loss:.2f}</source>
        <translation>{true}, 손실 {loss:.2f}</translation>
    </message>
    <message>
        <source>The worst pictures of epoch {epoch:.0f}</source>
        <translation>에포크 {epoch:.0f}에서 손실이 가장 큰 이미지</translation>
    </message>
    <message>
        <source>{network} learns {name}: epoch {epoch:.1f}, {right:.1%} of the training pictures right since the last step.</source>
        <translation>{network} 네트워크가 {name} 데이터를 학습합니다. 에포크 {epoch:.1f}, 지난 단계 이후 학습 이미지 정확도 {right:.1%}.</translation>
    </message>
    <message>
        <source>{network} learns {name}: epoch {epoch:.1f}, {right:.1%} of the training pictures right since the last step, {held:.1%} of the held-back ones after epoch {measured:.0f}.</source>
        <translation>{network} 네트워크가 {name} 데이터를 학습합니다. 에포크 {epoch:.1f}, 지난 단계 이후 학습 이미지 정확도 {right:.1%}, 에포크 {measured:.0f} 이후 검증 이미지 정확도 {held:.1%}.</translation>
    </message>
</context>
<context>
    <name>UnitMap</name>
    <message>
        <source>{name} · row {row}, column {column} · {value}</source>
        <translation>{name} · 행 {row}, 열 {column} · {value}</translation>
    </message>
</context>
<context>
    <name>UnitView</name>
    <message>
        <source>the other channel adds</source>
        <translation>나머지 채널 하나의 합</translation>
    </message>
    <message>
        <source>the other {count} channels add up to</source>
        <translation>나머지 채널 {count}개의 합</translation>
    </message>
    <message>
        <source>bias</source>
        <translation>편향</translation>
    </message>
    <message>
        <source>sum, which {activation} takes</source>
        <translation>합 ({activation}의 입력)</translation>
    </message>
    <message>
        <source>value</source>
        <translation>값</translation>
    </message>
    <message>
        <source>value {value}</source>
        <translation>값 {value}</translation>
    </message>
    <message>
        <source>input</source>
        <translation>입력</translation>
    </message>
    <message>
        <source>weights</source>
        <translation>가중치</translation>
    </message>
    <message>
        <source>products</source>
        <translation>곱</translation>
    </message>
    <message>
        <source>sum</source>
        <translation>합</translation>
    </message>
    <message>
        <source>channel {channel}</source>
        <translation>채널 {channel}</translation>
    </message>
    <message>
        <source>{what} [{channel}, {row}, {column}] = {value}</source>
        <translation>{what} [{channel}, {row}, {column}] = {value}</translation>
    </message>
    <message>
        <source>{name} adds {value}</source>
        <translation>{name}의 몫: {value}</translation>
    </message>
    <message>
        <source>window of the input</source>
        <translation>입력 윈도우</translation>
    </message>
    <message>
        <source>input [{row}, {column}] of the window = {value}</source>
        <translation>윈도우의 입력 [{row}, {column}] = {value}</translation>
    </message>
    <message>
        <source>the largest of {count} values: row {row}, column {column} of the window</source>
        <translation>값 {count}개 중 최댓값: 윈도우의 행 {row}, 열 {column}</translation>
    </message>
    <message>
        <source>the largest of {count} values</source>
        <translation>값 {count}개 중 최댓값</translation>
    </message>
    <message>
        <source>the mean of {count} values</source>
        <translation>값 {count}개의 평균</translation>
    </message>
    <message>
        <source>{what} {index} = {value}</source>
        <translation>{what} {index} = {value}</translation>
    </message>
    <message>
        <source>The products that count most</source>
        <translation>절댓값이 가장 큰 곱</translation>
    </message>
    <message>
        <source>the other {count} products add up to</source>
        <translation>나머지 곱 {count}개의 합</translation>
    </message>
    <message>
        <source>minus the mean</source>
        <translation>평균 빼기</translation>
    </message>
    <message>
        <source>over the deviation</source>
        <translation>표준편차로 나누기</translation>
    </message>
    <message>
        <source>times the weight</source>
        <translation>가중치 곱하기</translation>
    </message>
    <message>
        <source>plus the bias</source>
        <translation>편향 더하기</translation>
    </message>
    <message>
        <source>logit z</source>
        <translation>로짓 z</translation>
    </message>
    <message>
        <source>share p</source>
        <translation>비율 p</translation>
    </message>
    <message>
        <source>{name}: e^({logit} - {highest}) / {total} = {share}</source>
        <translation>{name}: e^({logit} - {highest}) / {total} = {share}</translation>
    </message>
    <message>
        <source>sum of all {count}</source>
        <translation>전체 {count}개의 합</translation>
    </message>
    <message>
        <source>{kind}: {before} in, {after} out</source>
        <translation>{kind}: 입력 {before}, 출력 {after}</translation>
    </message>
    <message>
        <source>This layer</source>
        <translation>이 레이어</translation>
    </message>
    <message>
        <source>The value here is {value}.</source>
        <translation>이 자리의 값은 {value}입니다.</translation>
    </message>
    <message>
        <source>output</source>
        <translation>출력</translation>
    </message>
    <message>
        <source>The input and the window this value is computed from: point to move it.</source>
        <translation>입력과, 이 값을 계산하는 윈도우입니다. 포인터로 가리키면 윈도우가 움직입니다.</translation>
    </message>
    <message>
        <source>The output and this value in it: point, or use the arrow keys, to move.</source>
        <translation>출력과 그 안의 이 값입니다. 포인터로 가리키거나 화살표 키로 움직입니다.</translation>
    </message>
    <message>
        <source>One unit and its arithmetic</source>
        <translation>유닛 하나와 그 계산</translation>
    </message>
    <message>
        <source>input, channel {channel}</source>
        <translation>입력, 채널 {channel}</translation>
    </message>
    <message>
        <source>output, channel {channel}</source>
        <translation>출력, 채널 {channel}</translation>
    </message>
    <message>
        <source>{layer} · channel {channel}, row {row}, column {column} · {value}</source>
        <translation>{layer} · 채널 {channel}, 행 {row}, 열 {column} · {value}</translation>
    </message>
</context>
<context>
    <name>Window</name>
    <message>
        <source>Menu</source>
        <translation>메뉴</translation>
    </message>
    <message>
        <source>{name} can be opened in the other labs</source>
        <translation>{name} 파일을 다른 실습에서 열 수 있습니다</translation>
    </message>
</context>
<context>
    <name>WindowActions</name>
    <message>
        <source>Film</source>
        <translation>영상</translation>
    </message>
    <message>
        <source>Window</source>
        <translation>창</translation>
    </message>
    <message>
        <source>Files</source>
        <translation>파일</translation>
    </message>
    <message>
        <source>Play or pause</source>
        <translation>재생/일시 정지</translation>
    </message>
    <message>
        <source>Next step</source>
        <translation>다음 단계</translation>
    </message>
    <message>
        <source>Previous step</source>
        <translation>이전 단계</translation>
    </message>
    <message>
        <source>First step</source>
        <translation>첫 단계</translation>
    </message>
    <message>
        <source>Last step</source>
        <translation>마지막 단계</translation>
    </message>
    <message>
        <source>Stop computing</source>
        <translation>계산 중지</translation>
    </message>
    <message>
        <source>Restart with the changed options</source>
        <translation>바꾼 옵션으로 다시 시작</translation>
    </message>
    <message>
        <source>Pin this run</source>
        <translation>이 실행 고정</translation>
    </message>
    <message>
        <source>Freeze the source</source>
        <translation>입력 멈추기</translation>
    </message>
    <message>
        <source>Save film…</source>
        <translation>영상 저장…</translation>
    </message>
    <message>
        <source>Find a lab</source>
        <translation>실습 찾기</translation>
    </message>
    <message>
        <source>Open…</source>
        <translation>열기…</translation>
    </message>
    <message>
        <source>Paste a picture</source>
        <translation>이미지 붙여넣기</translation>
    </message>
    <message>
        <source>Next file in the folder</source>
        <translation>폴더의 다음 파일</translation>
    </message>
    <message>
        <source>Previous file in the folder</source>
        <translation>폴더의 이전 파일</translation>
    </message>
    <message>
        <source>Copy the picture under the pointer</source>
        <translation>포인터 아래 그림 복사</translation>
    </message>
    <message>
        <source>Save picture…</source>
        <translation>이미지 저장…</translation>
    </message>
    <message>
        <source>Save data…</source>
        <translation>데이터 저장…</translation>
    </message>
    <message>
        <source>Copy as Python</source>
        <translation>Python 코드로 복사</translation>
    </message>
    <message>
        <source>Open session…</source>
        <translation>세션 열기…</translation>
    </message>
    <message>
        <source>Save session…</source>
        <translation>세션 저장…</translation>
    </message>
    <message>
        <source>Use a class pack…</source>
        <translation>수업 팩 사용…</translation>
    </message>
    <message>
        <source>Show or hide the lesson</source>
        <translation>해설 표시/숨기기</translation>
    </message>
    <message>
        <source>Show or hide the labs</source>
        <translation>실습 목록 표시/숨기기</translation>
    </message>
    <message>
        <source>Presenter mode</source>
        <translation>발표 모드</translation>
    </message>
    <message>
        <source>Hide or show the answer</source>
        <translation>예측 숨기기/표시</translation>
    </message>
    <message>
        <source>Show evidence against</source>
        <translation>반대 근거 보기</translation>
    </message>
    <message>
        <source>Larger text</source>
        <translation>글자 크게</translation>
    </message>
    <message>
        <source>Smaller text</source>
        <translation>글자 작게</translation>
    </message>
    <message>
        <source>Text at 100%</source>
        <translation>글자 크기 100%</translation>
    </message>
    <message>
        <source>Light or dark</source>
        <translation>밝게/어둡게</translation>
    </message>
    <message>
        <source>Keys</source>
        <translation>단축키</translation>
    </message>
    <message>
        <source>About Vitrine</source>
        <translation>Vitrine 정보</translation>
    </message>
    <message>
        <source>Quit</source>
        <translation>끝내기</translation>
    </message>
    <message>
        <source>Colours</source>
        <translation>색상</translation>
    </message>
    <message>
        <source>as the system</source>
        <translation>시스템 설정 따름</translation>
    </message>
    <message>
        <source>light</source>
        <translation>밝게</translation>
    </message>
    <message>
        <source>dark</source>
        <translation>어둡게</translation>
    </message>
    <message>
        <source>Language</source>
        <translation>언어</translation>
    </message>
    <message>
        <source>Text size</source>
        <translation>글자 크기</translation>
    </message>
    <message>
        <source>Computing</source>
        <translation>계산 장치</translation>
    </message>
    <message>
        <source>best device</source>
        <translation>가장 빠른 장치</translation>
    </message>
    <message>
        <source>Threads</source>
        <translation>스레드</translation>
    </message>
    <message>
        <source>Four runs are pinned already; unpin one first</source>
        <translation>이미 네 개의 실행이 고정되어 있습니다. 먼저 하나를 해제해야 합니다</translation>
    </message>
    <message>
        <source>Open</source>
        <translation>열기</translation>
    </message>
    <message>
        <source>The picture is on the clipboard</source>
        <translation>이미지를 클립보드에 복사했습니다</translation>
    </message>
    <message>
        <source>Save picture</source>
        <translation>이미지 저장</translation>
    </message>
    <message>
        <source>Save data</source>
        <translation>데이터 저장</translation>
    </message>
    <message>
        <source>Save film (a name without an ending: a folder of pictures)</source>
        <translation>영상 저장 (확장자가 없으면 이미지 폴더로 저장)</translation>
    </message>
    <message>
        <source>Saved {name}</source>
        <translation>저장됨: {name}</translation>
    </message>
    <message>
        <source>The run is on the clipboard as a Python script</source>
        <translation>이 실행을 Python 스크립트로 클립보드에 복사했습니다</translation>
    </message>
    <message>
        <source>Open session</source>
        <translation>세션 열기</translation>
    </message>
    <message>
        <source>Save session</source>
        <translation>세션 저장</translation>
    </message>
    <message>
        <source>Folder of a class pack</source>
        <translation>수업 팩 폴더</translation>
    </message>
    <message>
        <source>Open a weights file</source>
        <translation>가중치 파일 열기</translation>
    </message>
</context>
<context>
    <name>_Cards</name>
    <message>
        <source>Answers: {answers}</source>
        <translation>예측: {answers}</translation>
    </message>
    <message>
        <source>Show this class beside the chosen one (Shift and click)</source>
        <translation>이 클래스를 선택한 클래스 옆에 보여 줍니다 (Shift+클릭).</translation>
    </message>
    <message>
        <source>{name}: class {index}, logit {logit:.4g}, probability {probability:.4g}</source>
        <translation>{name}: 클래스 {index}, 로짓 {logit:.4g}, 확률 {probability:.4g}</translation>
    </message>
</context>
<context>
    <name>_Delegate</name>
    <message>
        <source>stage</source>
        <translation>스테이지</translation>
    </message>
</context>
<context>
    <name>_Dot</name>
    <message>
        <source>Takes effect with Restart.</source>
        <translation>다시 시작하면 적용됩니다.</translation>
    </message>
    <message>
        <source>Changed; the default is {value}. Click to reset.</source>
        <translation>바뀐 옵션입니다. 기본값: {value}. 누르면 되돌립니다.</translation>
    </message>
    <message>
        <source>Reset to {value}</source>
        <translation>기본값으로 되돌리기: {value}</translation>
    </message>
</context>
<context>
    <name>_LabList</name>
    <message>
        <source>Labs</source>
        <translation>실습</translation>
    </message>
</context>
<context>
    <name>_Matrix</name>
    <message>
        <source>The confusion matrix appears after the first validation.</source>
        <translation>첫 검증이 끝나면 혼동 행렬이 나타납니다.</translation>
    </message>
    <message>
        <source>answer</source>
        <translation>예측</translation>
    </message>
    <message>
        <source>true class</source>
        <translation>정답 클래스</translation>
    </message>
</context>
<context>
    <name>_Popup</name>
    <message>
        <source>Search {count} choices</source>
        <translation>항목 {count}개에서 찾기</translation>
    </message>
</context>
<context>
    <name>_Row</name>
    <message>
        <source>{low:g} to {high:g} {unit}</source>
        <translation>{low:g} ~ {high:g} {unit}</translation>
    </message>
    <message>
        <source>{low:g} {unit} or more</source>
        <translation>{low:g} {unit} 이상</translation>
    </message>
    <message>
        <source>in {unit}</source>
        <translation>단위: {unit}</translation>
    </message>
    <message>
        <source>separated by commas</source>
        <translation>쉼표로 구분</translation>
    </message>
    <message>
        <source>on</source>
        <translation>켬</translation>
    </message>
    <message>
        <source>off</source>
        <translation>끔</translation>
    </message>
    <message>
        <source>empty</source>
        <translation>비어 있음</translation>
    </message>
</context>
<context>
    <name>_UnitPage</name>
    <message>
        <source>The arithmetic of this unit</source>
        <translation>이 유닛의 계산</translation>
    </message>
    <message>
        <source>Click a place in a channel to take its value apart.</source>
        <translation>채널의 한 자리를 누르면 그 값의 계산 과정을 보여 줍니다.</translation>
    </message>
</context>
<context>
    <name>_Wall</name>
    <message>
        <source>The first layer&apos;s filters will appear here</source>
        <translation>첫 레이어의 필터가 여기에 나타납니다</translation>
    </message>
</context>
<context>
    <name>chapters</name>
    <message>
        <source>Networks</source>
        <translation>네트워크</translation>
    </message>
    <message>
        <source>Attention</source>
        <translation>어텐션</translation>
    </message>
    <message>
        <source>Registration</source>
        <translation>정합</translation>
    </message>
    <message>
        <source>Radiance fields</source>
        <translation>방사장</translation>
    </message>
    <message>
        <source>3-D networks</source>
        <translation>3차원 네트워크</translation>
    </message>
    <message>
        <source>Data</source>
        <translation>데이터</translation>
    </message>
    <message>
        <source>Learning</source>
        <translation>학습</translation>
    </message>
</context>
<context>
    <name>errors</name>
    <message>
        <source>The study {name} gave no result.</source>
        <translation>결과가 나오지 않은 실습: {name}.</translation>
    </message>
    <message>
        <source>There is no display, and Xvfb is not installed; `make env` or `apt-get install xvfb` brings it.</source>
        <translation>디스플레이가 없고 Xvfb도 설치되어 있지 않습니다. `make env` 또는 `apt-get install xvfb` 명령으로 설치할 수 있습니다.</translation>
    </message>
    <message>
        <source>Xvfb could not be started.</source>
        <translation>Xvfb를 시작하지 못했습니다.</translation>
    </message>
    <message>
        <source>This lab has no use for {file}.</source>
        <translation>이 실습에서는 {file} 파일을 쓸 수 없습니다.</translation>
    </message>
    <message>
        <source>There is no picture on the clipboard.</source>
        <translation>클립보드에 이미지가 없습니다.</translation>
    </message>
    <message>
        <source>A film is saved as .mp4, .gif or a folder of pictures, not {suffix}.</source>
        <translation>영상은 .mp4, .gif 또는 이미지 폴더로 저장합니다. {suffix} 형식으로는 저장할 수 없습니다.</translation>
    </message>
    <message>
        <source>{file} is not a session of Vitrine.</source>
        <translation>{file} 파일은 Vitrine 세션이 아닙니다.</translation>
    </message>
    <message>
        <source>{file} cannot be read: {reason}.</source>
        <translation>{file} 파일을 읽을 수 없습니다: {reason}.</translation>
    </message>
    <message>
        <source>The study {name} has no lab to draw it.</source>
        <translation>결과를 그려 줄 화면이 없는 실습: {name}.</translation>
    </message>
    <message>
        <source>The layer {layer} takes no part in the network&apos;s answer.</source>
        <translation>{layer} 레이어는 네트워크의 예측에 관여하지 않습니다.</translation>
    </message>
    <message>
        <source>The file {file} is damaged or cut off.</source>
        <translation>{file} 파일이 손상되었거나 중간에 잘렸습니다.</translation>
    </message>
    <message>
        <source>{file} is not an .npz file of NumPy arrays, or it is damaged.</source>
        <translation>{file} 파일은 NumPy 배열을 담은 .npz 파일이 아니거나 손상되었습니다.</translation>
    </message>
    <message>
        <source>The array {array} of {file} holds Python objects, which are not read from files.</source>
        <translation>{file} 파일의 {array} 배열에 Python 객체가 들어 있습니다. Python 객체는 파일에서 읽지 않습니다.</translation>
    </message>
    <message>
        <source>The array {array} of {file} has {size} MB; up to {limit} are read.</source>
        <translation>{file} 파일의 {array} 배열은 {size} MB입니다. {limit} MB까지 읽을 수 있습니다.</translation>
    </message>
    <message>
        <source>The class {name} has no training pictures and was left out.</source>
        <translation>“{name}” 클래스는 학습 이미지가 없어서 제외했습니다.</translation>
    </message>
    <message>
        <source>{file} has pictures of one class only; at least two are needed.</source>
        <translation>{file} 안의 이미지가 모두 한 클래스입니다. 클래스가 두 개 이상 필요합니다.</translation>
    </message>
    <message>
        <source>{count} of {total} pictures could not be read and were left out: {names}.</source>
        <translation>이미지 {total}장 중 {count}장을 읽지 못해 제외했습니다: {names}.</translation>
    </message>
    <message>
        <source>{file} has no pictures in class folders: each class needs a folder of its own.</source>
        <translation>{file} 안의 클래스 폴더에 이미지가 없습니다. 클래스마다 폴더가 하나씩 필요합니다.</translation>
    </message>
    <message>
        <source>Its pictures were resized and cropped to {side} x {side} pixels.</source>
        <translation>이미지의 크기를 {side} x {side}픽셀에 맞추어 조정하고 잘랐습니다.</translation>
    </message>
    <message>
        <source>All its pictures are grey: one channel is kept.</source>
        <translation>모든 이미지가 회색조이므로 채널을 하나만 씁니다.</translation>
    </message>
    <message>
        <source>There is not enough memory for the {width} x {height} pixels of {file}.</source>
        <translation>{file} 파일의 {width} x {height}픽셀을 담을 메모리가 부족합니다.</translation>
    </message>
    <message>
        <source>{file} is not a picture in PNG, JPEG, WebP, BMP, TIFF or GIF.</source>
        <translation>{file} 파일은 PNG, JPEG, WebP, BMP, TIFF, GIF 형식의 이미지가 아닙니다.</translation>
    </message>
    <message>
        <source>The picture {file} is damaged or cut off.</source>
        <translation>{file} 이미지가 손상되었거나 중간에 잘렸습니다.</translation>
    </message>
    <message>
        <source>{file} has {megapixels} megapixels; pictures of up to {limit} are read.</source>
        <translation>{file} 이미지는 {megapixels}메가픽셀입니다. {limit}메가픽셀까지 읽을 수 있습니다.</translation>
    </message>
    <message>
        <source>Its name ends in {suffix}, but it is a {kind} file.</source>
        <translation>파일 이름의 확장자는 {suffix}, 실제 형식은 {kind}입니다.</translation>
    </message>
    <message>
        <source>Its transparent parts are shown on white.</source>
        <translation>투명한 부분은 흰 바탕 위에 표시합니다.</translation>
    </message>
    <message>
        <source>It is turned upright as its EXIF orientation says.</source>
        <translation>EXIF 방향 정보에 따라 바로 세웠습니다.</translation>
    </message>
    <message>
        <source>It is animated; its first picture is shown.</source>
        <translation>움직이는 이미지이므로 첫 장면을 표시합니다.</translation>
    </message>
    <message>
        <source>It has several pages; the first is shown.</source>
        <translation>여러 페이지 가운데 첫 페이지를 표시합니다.</translation>
    </message>
    <message>
        <source>Its colours are converted from the profile {profile}.</source>
        <translation>색상 프로파일을 변환했습니다: {profile}.</translation>
    </message>
    <message>
        <source>Its colour profile is damaged and was left aside.</source>
        <translation>색상 프로파일이 손상되어 쓰지 않았습니다.</translation>
    </message>
    <message>
        <source>It is made for print (CMYK); its colours are approximate.</source>
        <translation>인쇄용(CMYK) 이미지이므로 색이 정확하지 않을 수 있습니다.</translation>
    </message>
    <message>
        <source>{file} is a TIFF of a kind that cannot be read, or it is damaged.</source>
        <translation>{file} 파일은 읽을 수 없는 종류의 TIFF이거나 손상되었습니다.</translation>
    </message>
    <message>
        <source>It has {bits} bits a channel; the upper 8 are shown.</source>
        <translation>채널당 {bits}비트 가운데 상위 8비트를 표시합니다.</translation>
    </message>
    <message>
        <source>Its values are shown as they are.</source>
        <translation>값을 그대로 표시합니다.</translation>
    </message>
    <message>
        <source>Its values are fractions: 0 is shown as black, 1 as white.</source>
        <translation>값이 소수이므로 0은 검정, 1은 흰색으로 표시합니다.</translation>
    </message>
    <message>
        <source>Its values are shown as they are: 0 as black, 255 as white.</source>
        <translation>값을 그대로 표시합니다. 0은 검정, 255는 흰색입니다.</translation>
    </message>
    <message>
        <source>Its values are stretched: {low:g} is shown as black, {high:g} as white.</source>
        <translation>값의 범위를 늘려 표시합니다. 검정: {low:g}, 흰색: {high:g}.</translation>
    </message>
    <message>
        <source>{file} cannot be written: a picture&apos;s name ends in .png or .jpg.</source>
        <translation>{file} 파일을 쓸 수 없습니다. 이미지 파일의 이름은 .png 또는 .jpg로 끝나야 합니다.</translation>
    </message>
    <message>
        <source>The film {file} cannot be encoded: OpenCV has no MPEG-4 here.</source>
        <translation>{file} 영상을 인코딩할 수 없습니다. 이 컴퓨터의 OpenCV에는 MPEG-4가 없습니다.</translation>
    </message>
    <message>
        <source>There are no pictures to write to {file}.</source>
        <translation>{file} 파일에 쓸 이미지가 없습니다.</translation>
    </message>
    <message>
        <source>{file} is empty.</source>
        <translation>{file} 파일이 비어 있습니다.</translation>
    </message>
    <message>
        <source>There is no input of the type {type}.</source>
        <translation>{type} 형식의 입력은 없습니다.</translation>
    </message>
    <message>
        <source>{file} has {images} pictures but {labels} labels for them.</source>
        <translation>{file} 파일에 이미지는 {images}장인데 레이블은 {labels}개입니다.</translation>
    </message>
    <message>
        <source>{file} has no pictures.</source>
        <translation>{file} 안에 이미지가 없습니다.</translation>
    </message>
    <message>
        <source>The training and test pictures of {file} differ in size.</source>
        <translation>{file} 파일의 학습 이미지와 테스트 이미지는 크기가 서로 다릅니다.</translation>
    </message>
    <message>
        <source>The pictures of {file} are an array {shape} of {dtype}, not (N, H, W) or (N, H, W, 3) of numbers.</source>
        <translation>{file} 파일의 이미지 배열은 모양 {shape}, 자료형 {dtype}입니다. 모양이 (N, H, W) 또는 (N, H, W, 3)인 수의 배열이어야 합니다.</translation>
    </message>
    <message>
        <source>The labels of {file} are an array {shape} of {dtype}, not one whole number a picture.</source>
        <translation>{file} 파일의 레이블 배열은 모양 {shape}, 자료형 {dtype}입니다. 이미지마다 정수 하나가 있어야 합니다.</translation>
    </message>
    <message>
        <source>{file} names {count} classes but has the label {label}.</source>
        <translation>{file} 파일에 클래스 이름은 {count}개인데 레이블 {label} 값이 있습니다.</translation>
    </message>
    <message>
        <source>The transparent parts of its pictures are shown on white.</source>
        <translation>이미지의 투명한 부분은 흰 바탕 위에 표시합니다.</translation>
    </message>
    <message>
        <source>Its values lie between -1 and 1: -1 is taken as black, 1 as white.</source>
        <translation>값이 -1에서 1 사이입니다. -1은 검정, 1은 흰색으로 봅니다.</translation>
    </message>
    <message>
        <source>It has 16 bits a channel, brought to 8.</source>
        <translation>채널당 16비트를 8비트로 바꾸었습니다.</translation>
    </message>
    <message>
        <source>The pictures of {file} have values from {low:g} to {high:g}, not 0 to 255 or 0 to 1.</source>
        <translation>{file} 파일의 이미지 값은 {low:g}에서 {high:g}까지입니다. 0~255 또는 0~1 범위여야 합니다.</translation>
    </message>
    <message>
        <source>{source} stopped: {reason}.</source>
        <translation>입력이 멈추었습니다. {source}: {reason}.</translation>
    </message>
    <message>
        <source>{file} is not a video that can be read, or it is damaged.</source>
        <translation>{file} 파일은 읽을 수 있는 동영상이 아니거나 손상되었습니다.</translation>
    </message>
    <message>
        <source>Camera {index} may not be opened: there is no permission for {file}.</source>
        <translation>카메라 {index}번을 열 수 없습니다. {file} 접근 권한이 없습니다.</translation>
    </message>
    <message>
        <source>Camera {index} sends no pictures any more.</source>
        <translation>카메라 {index}번에서 더 이상 영상이 들어오지 않습니다.</translation>
    </message>
    <message>
        <source>Camera {index} sends no pictures; another program may be using it.</source>
        <translation>카메라 {index}번에서 영상이 들어오지 않습니다. 다른 프로그램이 쓰고 있을 수 있습니다.</translation>
    </message>
    <message>
        <source>There is no camera {index}.</source>
        <translation>카메라 {index}번이 없습니다.</translation>
    </message>
    <message>
        <source>There is no file {file}.</source>
        <translation>{file} 파일이 없습니다.</translation>
    </message>
    <message>
        <source>{file} cannot be read: there is no permission to open it.</source>
        <translation>{file} 파일을 읽을 수 없습니다. 열 권한이 없습니다.</translation>
    </message>
    <message>
        <source>{file} is a folder, not a file.</source>
        <translation>{file} 항목은 파일이 아니라 폴더입니다.</translation>
    </message>
    <message>
        <source>{file} is not an ordinary file.</source>
        <translation>{file} 항목은 일반 파일이 아닙니다.</translation>
    </message>
    <message>
        <source>{file} is not a data set: a folder with a folder for each class, or an .npz file, is one.</source>
        <translation>{file} 항목은 데이터 세트가 아닙니다. 클래스마다 하위 폴더가 있는 폴더나 .npz 파일이어야 합니다.</translation>
    </message>
    <message>
        <source>{file} lacks {lacking}; its arrays are: {names}.</source>
        <translation>{file} 파일에 {lacking} 배열이 없습니다. 들어 있는 배열: {names}.</translation>
    </message>
    <message>
        <source>There is no file and no sample {name}; the samples are {known}.</source>
        <translation>{name}: 이런 파일이나 예제가 없습니다. 예제 목록: {known}.</translation>
    </message>
    <message>
        <source>The sample {name} is missing: this installation has no file {file}.</source>
        <translation>{name} 예제가 없습니다. 설치된 프로그램에 {file} 파일이 없습니다.</translation>
    </message>
    <message>
        <source>{file} is not a CIFAR batch, or it is damaged.</source>
        <translation>{file} 파일은 CIFAR 배치가 아니거나 손상되었습니다.</translation>
    </message>
    <message>
        <source>The folder {folder} lacks the file {file}.</source>
        <translation>{folder} 폴더에 {file} 파일이 없습니다.</translation>
    </message>
    <message>
        <source>{file} cannot be written: {reason}.</source>
        <translation>{file} 파일을 쓸 수 없습니다: {reason}.</translation>
    </message>
    <message>
        <source>No layer of {network} gives maps with rows and columns, so there is none to show.</source>
        <translation>{network} 네트워크에는 행과 열이 있는 맵을 내는 레이어가 없어서 표시할 수 없습니다.</translation>
    </message>
    <message>
        <source>The layer {layer} is not in this network; the default {default} is shown.</source>
        <translation>이 네트워크에는 {layer} 레이어가 없어서 기본 레이어를 표시합니다: {default}.</translation>
    </message>
    <message>
        <source>This network has no class {number}; its own answer is explained.</source>
        <translation>이 네트워크에는 {number}번 클래스가 없어서 1순위 예측을 설명합니다.</translation>
    </message>
    <message>
        <source>The network argument {part} is not of the form name=value.</source>
        <translation>네트워크 인수 {part} 부분이 이름=값 형식이 아닙니다.</translation>
    </message>
    <message>
        <source>The network argument {name} cannot be set: the option weights does that.</source>
        <translation>네트워크 인수 {name} 값은 정할 수 없습니다. weights 옵션을 쓰십시오.</translation>
    </message>
    <message>
        <source>The network argument input_size cannot be {value}: it takes pixels from 8 to 4096.</source>
        <translation>네트워크 인수 input_size에 {value} 값을 쓸 수 없습니다. 8에서 4096까지의 픽셀 수여야 합니다.</translation>
    </message>
    <message>
        <source>{file} does not hold the official weights of {network}: {reason}.</source>
        <translation>{file} 파일에 {network} 네트워크의 공식 가중치가 없습니다: {reason}.</translation>
    </message>
    <message>
        <source>{network} cannot be built with {arguments}: {reason}.</source>
        <translation>{network} 네트워크를 {arguments} 설정으로 만들 수 없습니다: {reason}.</translation>
    </message>
    <message>
        <source>{file} fits only {library}&apos;s {network}, so it was opened as that one.</source>
        <translation>{file} 파일은 {library}의 {network} 네트워크에만 맞으므로 그 네트워크로 열었습니다.</translation>
    </message>
    <message>
        <source>{file} does not fit {network}: missing {missing}; unexpected {unexpected}; of another shape {misshaped}.</source>
        <translation>{file} 파일이 {network} 네트워크에 맞지 않습니다. 없는 항목: {missing}; 남는 항목: {unexpected}; 모양이 다른 항목: {misshaped}.</translation>
    </message>
    <message>
        <source>{file} is not a text in UTF-8.</source>
        <translation>{file} 파일은 UTF-8 텍스트가 아닙니다.</translation>
    </message>
    <message>
        <source>{file} is not a list of class names.</source>
        <translation>{file} 파일은 클래스 이름 목록이 아닙니다.</translation>
    </message>
    <message>
        <source>{file} names {count} classes, but the network has {classes}.</source>
        <translation>{file} 파일의 클래스 이름은 {count}개인데 네트워크의 클래스는 {classes}개입니다.</translation>
    </message>
    <message>
        <source>{network} is not a classifier of pictures (it detects, segments, tracks, needs films, or only gives features), so it cannot be opened here.</source>
        <translation>{network} 네트워크는 이미지 분류기가 아니어서 여기에서 열 수 없습니다. 검출, 분할, 추적, 동영상 처리 또는 특징 추출용 네트워크입니다.</translation>
    </message>
    <message>
        <source>There is no network {name}.</source>
        <translation>{name} 네트워크가 없습니다.</translation>
    </message>
    <message>
        <source>There is no network {name}; close to it are {close}.</source>
        <translation>{name} 네트워크가 없습니다. 비슷한 이름: {close}.</translation>
    </message>
    <message>
        <source>No weights of {network} come with Vitrine: choose none (random, from the seed), or give a file&apos;s path.</source>
        <translation>{network} 네트워크의 가중치는 Vitrine에 들어 있지 않습니다. none(시드로 정한 무작위 값)을 선택하거나 파일 경로를 입력하십시오.</translation>
    </message>
    <message>
        <source>{weights} are weights of {theirs}, not of {network}.</source>
        <translation>{weights} 가중치는 {network} 네트워크용이 아니라 {theirs} 네트워크용입니다.</translation>
    </message>
    <message>
        <source>{file} is damaged: its hash is not the one on its card.</source>
        <translation>{file} 파일이 손상되었습니다. 해시 값이 카드에 적힌 값과 다릅니다.</translation>
    </message>
    <message>
        <source>{library} has no weights of {network}: choose none (random, from the seed), or give a file&apos;s path.</source>
        <translation>{library}에는 {network} 네트워크의 가중치가 없습니다. none(시드로 정한 무작위 값)을 선택하거나 파일 경로를 입력하십시오.</translation>
    </message>
    <message>
        <source>There are no weights {weights} of {network}; there are {known}.</source>
        <translation>{network} 네트워크에는 {weights} 가중치가 없습니다. 쓸 수 있는 가중치: {known}.</translation>
    </message>
    <message>
        <source>{weights} are weights of {library}&apos;s {network}, so it was opened as that one.</source>
        <translation>{weights} 가중치는 {library}의 {network} 네트워크용이므로 그 네트워크로 열었습니다.</translation>
    </message>
    <message>
        <source>The option {option} takes one number or {channels}, one a channel, not {count}.</source>
        <translation>{option} 옵션에는 수를 한 개 또는 채널마다 하나씩 {channels}개 입력해야 합니다. 입력한 수: {count}개.</translation>
    </message>
    <message>
        <source>The option {option} takes numbers above 0.</source>
        <translation>{option} 옵션에는 0보다 큰 수를 입력해야 합니다.</translation>
    </message>
    <message>
        <source>{network} takes pictures of {height} x {width} pixels only: choose the fit whole or crop.</source>
        <translation>{network} 네트워크의 입력은 {height} x {width}픽셀이어야 합니다. 맞춤을 whole 또는 crop으로 선택하십시오.</translation>
    </message>
    <message>
        <source>The photo was resized from {width} x {height} to {new_width} x {new_height}.</source>
        <translation>사진의 크기를 {width} x {height}에서 {new_width} x {new_height} 크기로 조정했습니다.</translation>
    </message>
    <message>
        <source>The option {option} cannot be {value}: it takes {expected}.</source>
        <translation>{option} 옵션에 {value} 값을 쓸 수 없습니다. 쓸 수 있는 값: {expected}.</translation>
    </message>
    <message>
        <source>There is no option {option}; there are {known}.</source>
        <translation>{option} 옵션이 없습니다. 쓸 수 있는 옵션: {known}.</translation>
    </message>
    <message>
        <source>There is no device {device} here; there is {known}.</source>
        <translation>이 컴퓨터에는 {device} 장치가 없습니다. 쓸 수 있는 장치: {known}.</translation>
    </message>
    <message>
        <source>Not enough memory: {asked} was asked for and {free} is free. A smaller picture, batch or network will do.</source>
        <translation>메모리가 부족합니다. 필요한 메모리: {asked}, 남은 메모리: {free}. 이미지나 배치를 줄이거나 더 작은 네트워크를 쓰면 됩니다.</translation>
    </message>
    <message>
        <source>The computation failed: {kind}, {reason}</source>
        <translation>계산하지 못했습니다: {kind}, {reason}</translation>
    </message>
    <message>
        <source>{count} of the layer&apos;s tokens stand for no place in the picture and are left out.</source>
        <translation>레이어의 토큰 가운데 {count}개는 이미지의 위치를 나타내지 않으므로 제외했습니다.</translation>
    </message>
    <message>
        <source>The layer {layer} of {network} gives no maps with rows and columns, so Grad-CAM has nothing to weigh.</source>
        <translation>{network} 네트워크의 {layer} 레이어는 행과 열이 있는 맵을 내지 않아서 Grad-CAM을 계산할 수 없습니다.</translation>
    </message>
    <message>
        <source>The loss is no longer a number after step {step}: try a lower learning rate than {rate}.</source>
        <translation>{step}단계 이후 손실이 더 이상 수가 아닙니다. 학습률을 {rate}보다 낮추십시오.</translation>
    </message>
    <message>
        <source>{name} holds a single class: a classifier needs two or more.</source>
        <translation>{name} 데이터에 클래스가 하나뿐입니다. 분류기에는 클래스가 두 개 이상 필요합니다.</translation>
    </message>
    <message>
        <source>{name} holds too few pictures to train on.</source>
        <translation>{name} 데이터의 이미지가 너무 적어서 학습할 수 없습니다.</translation>
    </message>
    <message>
        <source>There is no study {name}; there are {known}.</source>
        <translation>{name} 실습이 없습니다. 실습 목록: {known}.</translation>
    </message>
    <message>
        <source>{file} is not a checkpoint of a training.</source>
        <translation>{file} 파일은 학습 체크포인트가 아닙니다.</translation>
    </message>
    <message>
        <source>{file} is not a card of weights.</source>
        <translation>{file} 파일은 가중치 카드가 아닙니다.</translation>
    </message>
    <message>
        <source>{file} cannot be downloaded: {reason}.</source>
        <translation>{file} 파일을 내려받을 수 없습니다: {reason}.</translation>
    </message>
    <message>
        <source>{file} was downloaded and thrown away: its hash is not the published one.</source>
        <translation>내려받은 {file} 파일을 버렸습니다. 해시 값이 공개된 값과 다릅니다.</translation>
    </message>
    <message>
        <source>{file} is a folder, not a weights file.</source>
        <translation>{file} 항목은 가중치 파일이 아니라 폴더입니다.</translation>
    </message>
    <message>
        <source>{file} is not a whole safetensors file: it is cut off or damaged.</source>
        <translation>{file} 파일은 온전한 safetensors 파일이 아닙니다. 중간에 잘렸거나 손상되었습니다.</translation>
    </message>
    <message>
        <source>{file} was not opened: it holds more than tensors, or is no weights file, and nothing in it was executed; save the network&apos;s state_dict instead.</source>
        <translation>{file} 파일을 열지 않았습니다. 텐서가 아닌 것이 들어 있거나 가중치 파일이 아닙니다. 파일의 내용은 전혀 실행하지 않았습니다. 네트워크의 state_dict를 저장한 파일을 쓰십시오.</translation>
    </message>
    <message>
        <source>{file} is not a weights file of safetensors or torch, or is cut off or damaged.</source>
        <translation>{file} 파일은 safetensors나 torch의 가중치 파일이 아니거나, 중간에 잘렸거나 손상되었습니다.</translation>
    </message>
    <message>
        <source>{file} holds no network&apos;s weights: no tensors under names were found in it.</source>
        <translation>{file} 파일에 네트워크의 가중치가 없습니다. 이름이 붙은 텐서를 찾지 못했습니다.</translation>
    </message>
    <message>
        <source>The weights were taken from {key} in the file.</source>
        <translation>파일의 {key} 항목에서 가중치를 읽었습니다.</translation>
    </message>
    <message>
        <source>{prefix} was taken off the names in the file.</source>
        <translation>파일에 있는 이름에서 {prefix} 부분을 떼어 냈습니다.</translation>
    </message>
    <message>
        <source>The weights {weights} of {network} are not on this computer and cannot be downloaded ({reason}): run &apos;python main.py fetch {network} --to FOLDER&apos; where there is internet and open that folder here as a class pack (--packs FOLDER), or give the weights file itself by its path.</source>
        <translation>{network} 네트워크의 {weights} 가중치가 이 컴퓨터에 없고 내려받을 수도 없습니다({reason}). 인터넷이 되는 곳에서 &apos;python main.py fetch {network} --to FOLDER&apos; 명령을 실행한 다음 그 폴더를 여기에서 수업 팩으로 열거나(--packs FOLDER), 가중치 파일의 경로를 입력하십시오.</translation>
    </message>
    <message>
        <source>{file} is not the list of a class pack.</source>
        <translation>{file} 파일은 수업 팩의 목록이 아닙니다.</translation>
    </message>
    <message>
        <source>{file} is not a folder.</source>
        <translation>{file} 항목은 폴더가 아닙니다.</translation>
    </message>
    <message>
        <source>The folder {file} holds no weights.</source>
        <translation>{file} 폴더에 가중치가 없습니다.</translation>
    </message>
    <message>
        <source>{file} in the class pack {folder} is damaged: its hash is not the listed one.</source>
        <translation>수업 팩 {folder} 안의 {file} 파일이 손상되었습니다. 해시 값이 목록에 적힌 값과 다릅니다.</translation>
    </message>
    <message>
        <source>There are no weights of {network} to put into a pack.</source>
        <translation>수업 팩에 넣을 {network} 네트워크의 가중치가 없습니다.</translation>
    </message>
</context>
<context>
    <name>labs</name>
    <message>
        <source>Cat</source>
        <translation>고양이</translation>
    </message>
    <message>
        <source>Astronaut</source>
        <translation>우주 비행사</translation>
    </message>
    <message>
        <source>Coffee</source>
        <translation>커피</translation>
    </message>
    <message>
        <source>Rocket</source>
        <translation>로켓</translation>
    </message>
    <message>
        <source>Motorcycle</source>
        <translation>오토바이</translation>
    </message>
    <message>
        <source>Chinese temple</source>
        <translation>중국 사원</translation>
    </message>
    <message>
        <source>Flower</source>
        <translation>꽃</translation>
    </message>
    <message>
        <source>Handwritten digit</source>
        <translation>손글씨 숫자</translation>
    </message>
    <message>
        <source>Handwritten digits, 8 x 8</source>
        <translation>손글씨 숫자, 8 x 8</translation>
    </message>
    <message>
        <source>Feature maps</source>
        <translation>특징 맵</translation>
    </message>
    <message>
        <source>Layers of a network</source>
        <translation>네트워크의 레이어</translation>
    </message>
    <message>
        <source>Train a classifier</source>
        <translation>분류기 학습</translation>
    </message>
    <message>
        <source>A unit</source>
        <translation>유닛</translation>
    </message>
</context>
<context>
    <name>options</name>
    <message>
        <source>Order of the channels.</source>
        <translation>채널을 늘어놓는 순서입니다.</translation>
    </message>
    <message>
        <source>Sort by</source>
        <translation>정렬</translation>
    </message>
    <message>
        <source>index</source>
        <translation>번호</translation>
    </message>
    <message>
        <source>mean</source>
        <translation>평균</translation>
    </message>
    <message>
        <source>maximum</source>
        <translation>최댓값</translation>
    </message>
    <message>
        <source>variance</source>
        <translation>분산</translation>
    </message>
    <message>
        <source>What full colour stands for: the largest value of each channel, the layer or the network.</source>
        <translation>가장 진한 색이 나타내는 값입니다. 채널, 레이어, 네트워크 가운데 무엇의 최댓값인지 정합니다.</translation>
    </message>
    <message>
        <source>Scale</source>
        <translation>스케일</translation>
    </message>
    <message>
        <source>per channel</source>
        <translation>채널별</translation>
    </message>
    <message>
        <source>per layer</source>
        <translation>레이어별</translation>
    </message>
    <message>
        <source>per network</source>
        <translation>네트워크 전체</translation>
    </message>
    <message>
        <source>Blue to red around zero, or viridis from zero up.</source>
        <translation>0을 중심으로 파랑에서 빨강까지, 또는 0부터 시작하는 viridis로 칠합니다.</translation>
    </message>
    <message>
        <source>Colours</source>
        <translation>색</translation>
    </message>
    <message>
        <source>blue to red</source>
        <translation>파랑-빨강</translation>
    </message>
    <message>
        <source>viridis</source>
        <translation>viridis</translation>
    </message>
    <message>
        <source>How much of the photo the effective receptive field covers.</source>
        <translation>유효 수용 영역이 사진을 얼마나 덮는지 정합니다.</translation>
    </message>
    <message>
        <source>Field opacity</source>
        <translation>영역 불투명도</translation>
    </message>
    <message>
        <source>How much of the photo the map covers.</source>
        <translation>지도가 사진을 얼마나 덮는지 정합니다.</translation>
    </message>
    <message>
        <source>Opacity</source>
        <translation>불투명도</translation>
    </message>
    <message>
        <source>Below this part of the largest value the photo stays bare.</source>
        <translation>최댓값에 대한 비율이 이보다 작은 곳은 사진을 그대로 보여 줍니다.</translation>
    </message>
    <message>
        <source>Threshold</source>
        <translation>임계값</translation>
    </message>
    <message>
        <source>Colour map of the evidence, perceptually even.</source>
        <translation>근거를 나타내는 컬러맵입니다. 눈에 보이는 밝기가 고르게 변합니다.</translation>
    </message>
    <message>
        <source>Also show the places that count against the class.</source>
        <translation>클래스의 점수를 낮추는 자리도 함께 보여 줍니다.</translation>
    </message>
    <message>
        <source>Evidence against</source>
        <translation>반대 근거</translation>
    </message>
    <message>
        <source>The network: any classifier of timm or torchvision by its name, one of Vitrine&apos;s own, or bundled weights by theirs. timm/NAME and torchvision/NAME ask for that library.</source>
        <translation>네트워크입니다. timm이나 torchvision의 분류기 이름, Vitrine의 자체 네트워크, 또는 함께 제공되는 가중치의 이름을 씁니다. timm/NAME, torchvision/NAME 형식으로 라이브러리를 지정할 수 있습니다.</translation>
    </message>
    <message>
        <source>Network</source>
        <translation>네트워크</translation>
    </message>
    <message>
        <source>bundled, default (the library&apos;s own), none (random, from the seed), the name of official weights, or the path of a .safetensors or .pth file. Empty: bundled where there are any, else default.</source>
        <translation>bundled(함께 제공되는 가중치), default(라이브러리의 기본 가중치), none(시드로 정한 무작위 값), 공식 가중치의 이름, 또는 .safetensors나 .pth 파일의 경로입니다. 비워 두면 함께 제공되는 가중치를 쓰고, 없으면 default를 씁니다.</translation>
    </message>
    <message>
        <source>Weights</source>
        <translation>가중치</translation>
    </message>
    <message>
        <source>automatic</source>
        <translation>자동</translation>
    </message>
    <message>
        <source>Arguments for the library&apos;s own constructor, as in channel_multiplier=0.25,pad_type=same. input_size=128 sets the side of the input, in pixels.</source>
        <translation>라이브러리의 생성자에 넘길 인수입니다. 예: channel_multiplier=0.25,pad_type=same. input_size=128은 입력 한 변의 픽셀 수를 정합니다.</translation>
    </message>
    <message>
        <source>Network arguments</source>
        <translation>네트워크 인수</translation>
    </message>
    <message>
        <source>A file with the names of the classes: one a line, or CSV, or JSON.</source>
        <translation>클래스 이름이 담긴 파일입니다. 한 줄에 하나씩 적은 텍스트, CSV, JSON을 쓸 수 있습니다.</translation>
    </message>
    <message>
        <source>Class names</source>
        <translation>클래스 이름</translation>
    </message>
    <message>
        <source>Start of all random numbers; with weights none it decides the weights.</source>
        <translation>모든 난수의 시작값입니다. 가중치가 none이면 가중치도 이 값으로 정해집니다.</translation>
    </message>
    <message>
        <source>Seed</source>
        <translation>시드</translation>
    </message>
    <message>
        <source>whole: the whole photo stretched to the network&apos;s input. crop: the library&apos;s evaluation transform, which cuts the edges off. native: the photo&apos;s own size, its longer side 1024 pixels at most.</source>
        <translation>whole: 사진 전체를 네트워크 입력 크기로 늘이거나 줄입니다. crop: 라이브러리의 평가용 변환으로, 가장자리를 잘라 냅니다. native: 원본 크기를 쓰되 긴 변은 최대 1024픽셀입니다.</translation>
    </message>
    <message>
        <source>Fit</source>
        <translation>맞춤</translation>
    </message>
    <message>
        <source>whole photo</source>
        <translation>사진 전체</translation>
    </message>
    <message>
        <source>evaluation crop</source>
        <translation>평가용 크롭</translation>
    </message>
    <message>
        <source>photo&apos;s own size</source>
        <translation>원본 크기</translation>
    </message>
    <message>
        <source>auto: as the weights were trained. imagenet, cifar10, mnist: minus that data&apos;s mean, over its deviation. half: x / 127.5 - 1. caffe: BGR, 0 to 255, minus 104, 117, 123. none: x / 255.</source>
        <translation>auto: 가중치를 학습할 때와 같은 방식입니다. imagenet, cifar10, mnist: 그 데이터의 평균을 빼고 표준편차로 나눕니다. half: x / 127.5 - 1. caffe: BGR, 0~255에서 104, 117, 123을 뺍니다. none: x / 255.</translation>
    </message>
    <message>
        <source>Normalisation</source>
        <translation>정규화</translation>
    </message>
    <message>
        <source>as trained</source>
        <translation>학습 때와 같게</translation>
    </message>
    <message>
        <source>-1 to 1</source>
        <translation>-1 ~ 1</translation>
    </message>
    <message>
        <source>0 to 1</source>
        <translation>0 ~ 1</translation>
    </message>
    <message>
        <source>Mean to subtract, on the scale 0 to 1: one number or one a channel. Empty: the normalisation&apos;s.</source>
        <translation>빼는 평균입니다. 0~1 범위의 수를 하나 또는 채널마다 하나씩 씁니다. 비워 두면 정규화 방식의 값을 씁니다.</translation>
    </message>
    <message>
        <source>Mean</source>
        <translation>평균</translation>
    </message>
    <message>
        <source>Deviation to divide by, on the scale 0 to 1: one number or one a channel. Empty: the normalisation&apos;s.</source>
        <translation>나누는 표준편차입니다. 0~1 범위의 수를 하나 또는 채널마다 하나씩 씁니다. 비워 두면 정규화 방식의 값을 씁니다.</translation>
    </message>
    <message>
        <source>Deviation</source>
        <translation>표준편차</translation>
    </message>
    <message>
        <source>comes with Vitrine</source>
        <translation>Vitrine에 포함</translation>
    </message>
    <message>
        <source>on this computer</source>
        <translation>이 컴퓨터에 있음</translation>
    </message>
    <message>
        <source>to be downloaded</source>
        <translation>내려받아야 함</translation>
    </message>
    <message>
        <source>stage</source>
        <translation>스테이지</translation>
    </message>
    <message>
        <source>none: random, from the seed</source>
        <translation>none: 시드로 정한 무작위 값</translation>
    </message>
    <message>
        <source>first answer</source>
        <translation>1순위 예측</translation>
    </message>
    <message>
        <source>The layer whose output is shown, by its module&apos;s path. Empty: the first stage.</source>
        <translation>출력을 표시할 레이어입니다. 모듈 경로로 적습니다. 비워 두면 첫 스테이지를 씁니다.</translation>
    </message>
    <message>
        <source>Layer</source>
        <translation>레이어</translation>
    </message>
    <message>
        <source>first stage</source>
        <translation>첫 스테이지</translation>
    </message>
    <message>
        <source>Measure the largest value of all layers, so that they can be shown on one scale; a little slower.</source>
        <translation>모든 레이어의 최댓값을 구해 같은 스케일로 표시할 수 있게 합니다. 조금 느려집니다.</translation>
    </message>
    <message>
        <source>Measure the whole network</source>
        <translation>네트워크 전체 측정</translation>
    </message>
    <message>
        <source>The layer whose maps are weighed, by its module&apos;s path. Empty: the last convolutional stage.</source>
        <translation>맵을 가중합할 레이어입니다. 모듈 경로로 적습니다. 비워 두면 마지막 합성곱 스테이지를 씁니다.</translation>
    </message>
    <message>
        <source>last stage</source>
        <translation>마지막 스테이지</translation>
    </message>
    <message>
        <source>The number of the class that is explained; -1: the network&apos;s own first answer.</source>
        <translation>설명할 클래스의 번호입니다. -1이면 네트워크의 1순위 예측을 설명합니다.</translation>
    </message>
    <message>
        <source>Class</source>
        <translation>클래스</translation>
    </message>
    <message>
        <source>one: the layer alone. layers: one step a stage of the network, the chosen layer last.</source>
        <translation>one: 선택한 레이어만 계산합니다. layers: 네트워크의 스테이지마다 한 단계씩 계산하고 선택한 레이어로 끝납니다.</translation>
    </message>
    <message>
        <source>Film</source>
        <translation>영상</translation>
    </message>
    <message>
        <source>one layer</source>
        <translation>한 레이어</translation>
    </message>
    <message>
        <source>all stages</source>
        <translation>모든 스테이지</translation>
    </message>
    <message>
        <source>The network that learns, built new from the seed.</source>
        <translation>학습할 네트워크입니다. 시드로 새로 만듭니다.</translation>
    </message>
    <message>
        <source>How often every training picture is seen.</source>
        <translation>모든 학습 이미지를 몇 번씩 보는지 정합니다.</translation>
    </message>
    <message>
        <source>Epochs</source>
        <translation>에포크</translation>
    </message>
    <message>
        <source>Pictures in one mini-batch: one step of the optimiser.</source>
        <translation>미니배치 하나에 들어가는 이미지 수입니다. 미니배치마다 옵티마이저가 가중치를 한 번 갱신합니다.</translation>
    </message>
    <message>
        <source>Batch size</source>
        <translation>배치 크기</translation>
    </message>
    <message>
        <source>The largest learning rate of the schedule.</source>
        <translation>학습률 스케줄의 최댓값입니다.</translation>
    </message>
    <message>
        <source>Learning rate</source>
        <translation>학습률</translation>
    </message>
    <message>
        <source>How the learning rate changes over the training.</source>
        <translation>학습하는 동안 학습률이 어떻게 바뀌는지 정합니다.</translation>
    </message>
    <message>
        <source>Schedule</source>
        <translation>스케줄</translation>
    </message>
    <message>
        <source>one cycle</source>
        <translation>원 사이클</translation>
    </message>
    <message>
        <source>cosine</source>
        <translation>코사인</translation>
    </message>
    <message>
        <source>constant</source>
        <translation>고정</translation>
    </message>
    <message>
        <source>The rule that turns gradients into steps.</source>
        <translation>기울기로 가중치를 갱신하는 규칙입니다.</translation>
    </message>
    <message>
        <source>Optimiser</source>
        <translation>옵티마이저</translation>
    </message>
    <message>
        <source>How much of the last step&apos;s direction is kept (SGD; beta 1 of AdamW).</source>
        <translation>직전 갱신 방향을 얼마나 유지하는지 정합니다(SGD의 모멘텀, AdamW의 베타 1).</translation>
    </message>
    <message>
        <source>Momentum</source>
        <translation>모멘텀</translation>
    </message>
    <message>
        <source>How strongly every step shrinks the weights.</source>
        <translation>갱신할 때마다 가중치를 얼마나 줄이는지 정합니다.</translation>
    </message>
    <message>
        <source>Weight decay</source>
        <translation>가중치 감쇠</translation>
    </message>
    <message>
        <source>Random changes of the training pictures that leave their labels true.</source>
        <translation>레이블은 그대로 둔 채 학습 이미지를 무작위로 바꿉니다.</translation>
    </message>
    <message>
        <source>Augmentation</source>
        <translation>증강</translation>
    </message>
    <message>
        <source>none</source>
        <translation>없음</translation>
    </message>
    <message>
        <source>shift by up to 4 pixels</source>
        <translation>최대 4픽셀 이동</translation>
    </message>
    <message>
        <source>shift and mirror</source>
        <translation>이동과 좌우 반전</translation>
    </message>
    <message>
        <source>enlarged crops, mirrored</source>
        <translation>확대 크롭과 좌우 반전</translation>
    </message>
    <message>
        <source>Sides the enlarged crops are resized to; each mini-batch draws one of them.</source>
        <translation>확대 크롭을 맞출 한 변의 크기들입니다. 미니배치마다 그중 하나를 무작위로 고릅니다.</translation>
    </message>
    <message>
        <source>Crop sizes</source>
        <translation>크롭 크기</translation>
    </message>
    <message>
        <source>Side the validation pictures are resized to; 0: as the network wants.</source>
        <translation>검증 이미지를 맞출 한 변의 크기입니다. 0이면 네트워크에 맞춥니다.</translation>
    </message>
    <message>
        <source>Validation size</source>
        <translation>검증 크기</translation>
    </message>
    <message>
        <source>Part of the pictures kept for validation where the data has no test split.</source>
        <translation>데이터에 테스트 세트가 없을 때 검증용으로 남겨 두는 이미지의 비율입니다.</translation>
    </message>
    <message>
        <source>Held back</source>
        <translation>검증 비율</translation>
    </message>
    <message>
        <source>Epochs between two measurements on the validation pictures.</source>
        <translation>검증 이미지로 측정하는 간격을 에포크 수로 정합니다.</translation>
    </message>
    <message>
        <source>Validate every</source>
        <translation>검증 간격</translation>
    </message>
    <message>
        <source>Mini-batches between two recorded steps.</source>
        <translation>단계를 기록하는 간격을 미니배치 수로 정합니다.</translation>
    </message>
    <message>
        <source>Batches a step</source>
        <translation>기록 간격</translation>
    </message>
    <message>
        <source>Number format of the training&apos;s convolutions; measuring is always float32.</source>
        <translation>학습할 때 합성곱에 쓰는 수의 형식입니다. 측정은 항상 float32로 합니다.</translation>
    </message>
    <message>
        <source>Precision</source>
        <translation>정밀도</translation>
    </message>
    <message>
        <source>Start of all random numbers: the same seed gives the same training.</source>
        <translation>모든 난수의 시작값입니다. 시드가 같으면 학습 결과도 같습니다.</translation>
    </message>
    <message>
        <source>Number of the validation picture whose answer is followed.</source>
        <translation>예측을 지켜볼 검증 이미지의 번호입니다.</translation>
    </message>
    <message>
        <source>Probe picture</source>
        <translation>관찰 이미지</translation>
    </message>
    <message>
        <source>Name of the trained weights; empty: network and data.</source>
        <translation>학습한 가중치의 이름입니다. 비워 두면 네트워크와 데이터의 이름을 씁니다.</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>이름</translation>
    </message>
    <message>
        <source>Multiplies the schedule&apos;s learning rate from the next step on.</source>
        <translation>다음 단계부터 스케줄의 학습률에 곱합니다.</translation>
    </message>
    <message>
        <source>Learning rate factor</source>
        <translation>학습률 배수</translation>
    </message>
    <message>
        <source>The layer, by its module&apos;s path; softmax for the probabilities. Empty: the first stage.</source>
        <translation>레이어의 모듈 경로입니다. 확률을 보려면 softmax라고 적습니다. 비워 두면 첫 스테이지를 씁니다.</translation>
    </message>
    <message>
        <source>The unit&apos;s channel.</source>
        <translation>유닛의 채널입니다.</translation>
    </message>
    <message>
        <source>Channel</source>
        <translation>채널</translation>
    </message>
    <message>
        <source>The unit&apos;s row in the layer&apos;s maps; -1: the middle.</source>
        <translation>레이어의 맵에서 유닛의 행입니다. -1이면 가운데입니다.</translation>
    </message>
    <message>
        <source>Row</source>
        <translation>행</translation>
    </message>
    <message>
        <source>The unit&apos;s column in the layer&apos;s maps; -1: the middle.</source>
        <translation>레이어의 맵에서 유닛의 열입니다. -1이면 가운데입니다.</translation>
    </message>
    <message>
        <source>Column</source>
        <translation>열</translation>
    </message>
    <message>
        <source>Compute the effective receptive field: this unit&apos;s gradient with respect to the picture.</source>
        <translation>유효 수용 영역(effective receptive field)을 계산합니다. 이미지에 대한 이 유닛의 기울기입니다.</translation>
    </message>
    <message>
        <source>Effective field</source>
        <translation>유효 수용 영역</translation>
    </message>
</context>
<context>
    <name>progress</name>
    <message>
        <source>files found</source>
        <translation>찾은 파일</translation>
    </message>
    <message>
        <source>pictures</source>
        <translation>이미지</translation>
    </message>
    <message>
        <source>values</source>
        <translation>값</translation>
    </message>
    <message>
        <source>files</source>
        <translation>파일</translation>
    </message>
    <message>
        <source>receptive field</source>
        <translation>수용 영역</translation>
    </message>
    <message>
        <source>loading libraries</source>
        <translation>라이브러리 불러오는 중</translation>
    </message>
    <message>
        <source>finding weights</source>
        <translation>가중치 찾는 중</translation>
    </message>
    <message>
        <source>listing layers</source>
        <translation>레이어 조사 중</translation>
    </message>
    <message>
        <source>building</source>
        <translation>네트워크 만드는 중</translation>
    </message>
    <message>
        <source>weights</source>
        <translation>가중치</translation>
    </message>
    <message>
        <source>forward pass</source>
        <translation>순전파</translation>
    </message>
    <message>
        <source>layers</source>
        <translation>레이어</translation>
    </message>
    <message>
        <source>mini-batches</source>
        <translation>미니배치</translation>
    </message>
    <message>
        <source>validation pictures</source>
        <translation>검증 이미지</translation>
    </message>
    <message>
        <source>effective receptive field</source>
        <translation>유효 수용 영역</translation>
    </message>
</context>
<context>
    <name>units</name>
    <message>
        <source>pictures</source>
        <translation>장</translation>
    </message>
    <message>
        <source>pixels</source>
        <translation>픽셀</translation>
    </message>
    <message>
        <source>epochs</source>
        <translation>에포크</translation>
    </message>
</context>
</TS>
